import type { SafetyInput } from './check.ts';

/** Commanded degrees over which the travel is judged. */
const WINDOW_DEG = 2;
const MARKS = 8;
const MARK_DEG = WINDOW_DEG / MARKS;

/**
 * What each angle source moved over the last 2 degrees of commanded travel in one direction. Judging by travel, not by
 * time or rate, makes a check on progress as fast as the motion that it watches.
 */
export class TravelWindow {
  readonly #potDeg = new Float64Array(MARKS);
  readonly #accelDeg = new Float64Array(MARKS);
  #marks = 0;
  #lastMarkDeg = Number.NaN;
  #direction = 0;
  /** A full window of commanded travel has been seen. */
  full = false;
  /** Signed along the commanded direction: positive is progress, deg. */
  potTravelDeg = 0;
  accelTravelDeg = 0;

  update({ estimate, motion }: SafetyInput): void {
    const direction = motion.driving ? Math.sign(motion.setpointRateDegPerSec) : 0;
    if (direction === 0 || direction !== this.#direction || estimate.rebasedByDeg !== 0) {
      this.#direction = direction;
      this.#marks = 0;
      this.#lastMarkDeg = motion.setpointDeg;
      this.full = false;
      return;
    }
    if ((motion.setpointDeg - this.#lastMarkDeg) * direction < MARK_DEG) return;
    this.#lastMarkDeg = motion.setpointDeg;
    const slot = this.#marks % MARKS;
    this.full = this.#marks >= MARKS;
    if (this.full) {
      this.potTravelDeg = (estimate.potTiltDeg - (this.#potDeg[slot] ?? 0)) * direction;
      this.accelTravelDeg = (estimate.accelTiltDeg - (this.#accelDeg[slot] ?? 0)) * direction;
    }
    this.#potDeg[slot] = estimate.potTiltDeg;
    this.#accelDeg[slot] = estimate.accelTiltDeg;
    this.#marks += 1;
  }
}
