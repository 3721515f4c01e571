import type { TableEstimate } from '../domain/estimate.ts';
import type { Setpoint } from '../domain/setpoint.ts';

/** The brake has closed well within this, and a current that flows at duty 0 has been noticed; until then the drive goes on holding. */
const ENGAGE_MS = 180;
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
  brakeReleased = false;
  driveEnabled = false;
  /** The brake has let go, and the drive moves the table. */
  driving = false;

  constructor({ releaseMs }: { releaseMs: number }) {
    this.#releaseMs = releaseMs;
  }

  update(kind: Setpoint['kind'], { nowMs, fittedRateDegPerSec }: TableEstimate): void {
    if (kind === 'moving' || kind === 'blind') {
      if (Number.isNaN(this.#movingSinceMs)) this.#movingSinceMs = nowMs;
      this.brakeReleased = true;
      this.driveEnabled = true;
      this.driving = nowMs - this.#movingSinceMs >= this.#releaseMs;
      this.#standingSinceMs = nowMs;
      return;
    }
    this.#movingSinceMs = Number.NaN;
    this.brakeReleased = false;
    this.driving = false;
    if (Math.abs(fittedRateDegPerSec) > SLIPS_DEG_PER_SEC) this.#standingSinceMs = nowMs;
    this.driveEnabled = nowMs - this.#standingSinceMs < ENGAGE_MS;
  }
}
