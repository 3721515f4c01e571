import { clampsClosed } from '../domain/inputs.ts';
import type { Check, SafetyInput } from './check.ts';

/** The brake has closed, and what swung has come to rest, ms. */
const SETTLED_MS = 500;
const MOVED_DEG = 1;
/** Of the accelerometer through its filter: more is a motion, less is none. */
const FELT_DEG = 0.5;
/** The accelerometer is averaged over about this many cycles: its noise is then some 0.05 deg. */
const AVERAGED_CYCLES = 30;

/** Where both sources stood when the table came to stand, and how far each has gone since. */
export class StandingWatch {
  potMovedDeg = 0;
  accelMovedDeg = 0;
  accelKnown = false;
  #updatedAtMs = Number.NaN;
  #sinceMs = Number.NaN;
  #potFromDeg = 0;
  #accelFromDeg = 0;
  #accelDeg = 0;
  #settled = false;

  /** Two checks share one watch: the second of a tick finds it up to date. */
  update({ estimate, motion, mode, sessionOpen, occupancy }: SafetyInput): void {
    if (estimate.nowMs === this.#updatedAtMs) return;
    this.#updatedAtMs = estimate.nowMs;
    // The board moves the table by itself where it is returning.
    const isTold = (motion.kind === 'standing' || motion.kind === 'off') && mode !== 'returning';
    // Between sessions a table that is turned by hand, with nobody in the latch, is as it should be.
    const carries = sessionOpen || (clampsClosed(estimate.inputs) && occupancy !== 'none');
    const stands = carries && isTold && estimate.rebasedByDeg === 0;
    if (!stands || Number.isNaN(this.#sinceMs)) {
      this.#sinceMs = stands ? estimate.nowMs : Number.NaN;
      this.#accelDeg = estimate.accelTiltDeg;
      this.#settled = false;
      this.potMovedDeg = 0;
      this.accelMovedDeg = 0;
      return;
    }
    this.#accelDeg += (estimate.accelTiltDeg - this.#accelDeg) / AVERAGED_CYCLES;
    if (estimate.nowMs - this.#sinceMs < SETTLED_MS) return;
    if (!this.#settled) {
      this.#settled = true;
      this.#potFromDeg = estimate.potTiltDeg;
      this.#accelFromDeg = this.#accelDeg;
    }
    this.accelKnown = estimate.accelPlausible;
    this.potMovedDeg = Math.abs(estimate.potTiltDeg - this.#potFromDeg);
    this.accelMovedDeg = Math.abs(this.#accelDeg - this.#accelFromDeg);
  }
}

/** H-48: the table moves over 1 deg on its brake. Without a second source, what the potentiometer says is believed. */
export function creep(watch: StandingWatch): Check {
  return {
    id: 'H-48',
    reaction: 'RET',
    present(input: SafetyInput): boolean {
      watch.update(input);
      return (
        input.estimate.potInBand &&
        watch.potMovedDeg > MOVED_DEG &&
        (!watch.accelKnown || watch.accelMovedDeg > FELT_DEG)
      );
    },
  };
}

/** H-10: the potentiometer moves over 1 deg on the brake, and the accelerometer feels no motion: it drifts. */
export function angleDrift(watch: StandingWatch): Check {
  return {
    id: 'H-10',
    reaction: 'RET',
    present(input: SafetyInput): boolean {
      watch.update(input);
      const { source, potInBand } = input.estimate;
      return (
        source === 'potentiometer' &&
        potInBand &&
        watch.accelKnown &&
        watch.potMovedDeg > MOVED_DEG &&
        watch.accelMovedDeg < FELT_DEG
      );
    },
  };
}
