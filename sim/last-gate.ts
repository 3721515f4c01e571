import { INPUT } from '../src/domain/inputs.ts';
import { EndGate } from './end-gate.ts';

/** From here beyond an end of the range a duty toward it is taken back, so that none is left at 3 deg. */
export const BEYOND_RANGE_DEG = 2.5;

interface Gated {
  readonly nowMs: number;
  readonly inputs: number;
  /** E-STOP or open clamps: there is only up. */
  readonly onlyUp: boolean;
  /** Null where there is none, or none that is believed. */
  readonly tiltDeg: number | null;
  readonly range: { readonly upperEndDeg: number; readonly invertedDeg: number };
  /** What the drive had until now. */
  readonly lastDuty: number;
}

/**
 * Both ends of the table at the board, whoever drives: the inverted limit, and beyond the range the angle. Upward the limit
 * has to say so too, without which such an angle is none; both may be wrong, and a hand on UP sees where the table is.
 */
export class LastGate {
  readonly #upperEnd = new EndGate(1);
  readonly #lowerEnd = new EndGate(-1);

  /** What is left of a duty. */
  pass(duty: number, { nowMs, inputs, onlyUp, tiltDeg, range, lastDuty }: Gated): number {
    const isAbove = tiltDeg !== null && tiltDeg > range.upperEndDeg + BEYOND_RANGE_DEG;
    const isBelow = tiltDeg !== null && tiltDeg < range.invertedDeg - BEYOND_RANGE_DEG;
    const atUpperEnd = isAbove && (inputs & INPUT.UP) === 0;
    const atLowerEnd = onlyUp || isBelow || (inputs & INPUT.INVERTED_LIMIT) !== 0;
    const notUp = this.#upperEnd.pass(duty, { nowMs, isThere: atUpperEnd, lastDuty });
    return this.#lowerEnd.pass(notUp, { nowMs, isThere: atLowerEnd, lastDuty });
  }
}
