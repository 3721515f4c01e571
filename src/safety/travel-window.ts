import type { SafetyInput } from './check.ts';

/** Commanded degrees over which progress is judged. */
const WINDOW_DEG = 2;
const MARKS = 8;
const SLOTS = MARKS + 1;

/**
 * What each angle source moved over the last 2 degrees, or another window, of commanded travel in one direction. Judging
 * by travel, not by time or rate, makes a check on progress as fast as the motion that it watches.
 */
export class TravelWindow {
  readonly #potDeg = new Float64Array(SLOTS);
  readonly #accelDeg = new Float64Array(SLOTS);
  readonly #markDeg: number;
  #marks = 0;
  #lastMarkDeg = Number.NaN;
  #direction = 0;
  /** A full window of commanded travel has been seen; before it, the travel is that since the motion began. */
  full = false;
  /** Signed along the commanded direction: positive is progress, deg. */
  potTravelDeg = 0;
  accelTravelDeg = 0;

  constructor(windowDeg = WINDOW_DEG) {
    this.#markDeg = windowDeg / MARKS;
  }

  update({ estimate, motion }: SafetyInput): void {
    const direction = motion.driving ? Math.sign(motion.setpointRateDegPerSec) : 0;
    // Standing still, as most ticks are.
    if (direction === 0 && this.#direction === 0) return;
    const sinceMarkDeg = (motion.setpointDeg - this.#lastMarkDeg) * direction;
    // A setpoint that has gone back has begun anew at the table.
    const anew = direction !== this.#direction || estimate.rebasedByDeg !== 0 || sinceMarkDeg < -this.#markDeg;
    if (direction === 0 || anew) {
      this.#direction = direction;
      this.#marks = 0;
      this.full = false;
      this.potTravelDeg = 0;
      this.accelTravelDeg = 0;
      this.#mark(motion.setpointDeg, estimate);
      return;
    }
    if (sinceMarkDeg >= this.#markDeg) this.#mark(motion.setpointDeg, estimate);
    this.full = this.#marks > MARKS;
    const oldest = this.full ? this.#marks % SLOTS : 0;
    this.potTravelDeg = (estimate.potTiltDeg - (this.#potDeg[oldest] ?? 0)) * direction;
    this.accelTravelDeg = (estimate.accelTiltDeg - (this.#accelDeg[oldest] ?? 0)) * direction;
  }

  #mark(setpointDeg: number, { potTiltDeg, accelTiltDeg }: SafetyInput['estimate']): void {
    const slot = this.#marks % SLOTS;
    this.#lastMarkDeg = setpointDeg;
    this.#potDeg[slot] = potTiltDeg;
    this.#accelDeg[slot] = accelTiltDeg;
    this.#marks += 1;
  }
}
