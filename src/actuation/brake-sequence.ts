import type { TableEstimate } from '../domain/estimate.ts';
import type { Setpoint } from '../domain/setpoint.ts';

/** The brake has closed well within this; until then the drive goes on holding. */
const CLOSES_MS = 60;
/** After that the drive stays powered without duty for as long as a current that should not flow takes to be noticed. */
const POWERED_MS = 180;
/** A table on its brake that still moves faster than this has no brake, deg/s. */
const SLIPS_DEG_PER_SEC = 0.5;

/**
 * Who holds the table, brake or drive, so that somebody always does: the drive takes the load before the brake lets
 * go, and lets go of it after the brake has closed. After `off` the drive holds without duty, both low sides on: a table
 * that was pushed against something is not thrown back by it, and one whose brake does not hold does not run free.
 */
export class BrakeSequence {
  readonly #releaseMs: number;
  #movingSinceMs = Number.NaN;
  #standingSinceMs = Number.NEGATIVE_INFINITY;
  #lastMovedAtMs = Number.NEGATIVE_INFINITY;
  brakeReleased = false;
  driveEnabled = false;
  /** The brake has let go, and the drive moves the table. */
  driving = false;
  /** The drive carries the load: the brake is off, or has not closed yet. */
  holding = false;

  constructor({ releaseMs }: { releaseMs: number }) {
    this.#releaseMs = releaseMs;
  }

  update(kind: Setpoint['kind'], { nowMs, fittedRateDegPerSec }: TableEstimate): void {
    if (kind === 'moving' || kind === 'blind') {
      if (Number.isNaN(this.#movingSinceMs)) this.#movingSinceMs = nowMs;
      this.brakeReleased = true;
      this.driveEnabled = true;
      this.driving = nowMs - this.#movingSinceMs >= this.#releaseMs;
      this.holding = true;
      this.#standingSinceMs = nowMs;
      this.#lastMovedAtMs = nowMs;
      return;
    }
    this.#movingSinceMs = Number.NaN;
    this.brakeReleased = false;
    this.driving = false;
    if (Math.abs(fittedRateDegPerSec) > SLIPS_DEG_PER_SEC) this.#standingSinceMs = nowMs;
    this.driveEnabled = nowMs - this.#standingSinceMs < POWERED_MS;
    this.holding = nowMs - this.#lastMovedAtMs < CLOSES_MS;
  }
}
