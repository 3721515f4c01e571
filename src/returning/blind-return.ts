import type { DriveSettings } from '../config/settings.ts';
import { CYCLE_S } from '../domain/time.ts';
import { clamp } from '../domain/units.ts';

const DUTY_PER_SEC = 0.1;
/** From nothing to where the table begins to move: a brake that let go of a drive at that duty would begin with a jolt. */
const FIRST_DUTY_PER_SEC = 0.4;
/** Stopped on its way, it loses some 2 deg/s a second, as a ramp does: at these duties the rate follows the duty tenfold. */
const STOP_DUTY_PER_SEC = 0.2;
/** Slowest that a table moves upward at these duties, and the share by which it may be slower still. */
const SLOWEST_DEG_PER_SEC = 1;
const MARGIN = 1.5;
const EXTRA_DEG = 10;
/** Against the hard stop for this long, the table is up: the switch must be broken. */
const AT_HARD_STOP_MS = 1000;

export interface BlindInput {
  readonly nowMs: number;
  /** The upright limit is closed, and nothing speaks against it. */
  readonly atLimit: boolean;
  readonly currentAmps: number;
  /** The brake has let go. */
  readonly driving: boolean;
}

/**
 * Policy A: up without an angle. From where the table begins to move the duty rises by 0.1 a second, until the upright
 * limit closes, or the drive has pushed against the hard stop for a second, or the time that the distance could take
 * at most has run out; then a helper has the mechanical release.
 */
export class BlindReturn {
  readonly #drive: DriveSettings;
  #duty = 0;
  #endsAtMs = Number.POSITIVE_INFINITY;
  #pushingSinceMs = Number.NaN;
  outcome: 'under-way' | 'arrived' | 'gave-up' = 'under-way';

  constructor(drive: DriveSettings) {
    this.#drive = drive;
  }

  /**
   * `distanceDeg`: how far upright was from the last angle that could be believed. A table that stands begins without
   * duty, one that moves is taken over at the least, and one that slowed down from a way such as this at what it has.
   */
  begin({
    nowMs,
    distanceDeg,
    was,
  }: {
    nowMs: number;
    distanceDeg: number;
    was: 'standing' | 'moving' | 'blind';
  }): void {
    if (was !== 'blind') this.#duty = was === 'moving' ? this.#drive.blindMinDuty : 0;
    this.#endsAtMs = nowMs + ((Math.max(0, distanceDeg) + EXTRA_DEG) / SLOWEST_DEG_PER_SEC) * MARGIN * 1000;
    this.#pushingSinceMs = Number.NaN;
    this.outcome = 'under-way';
  }

  /** The duty of this tick, upward. */
  step({ nowMs, atLimit, currentAmps, driving }: BlindInput): number {
    if (atLimit || this.#atHardStop(nowMs, currentAmps)) this.outcome = 'arrived';
    else if (nowMs >= this.#endsAtMs) this.outcome = 'gave-up';
    if (this.outcome !== 'under-way') return 0;
    const overCurrent = currentAmps > this.#drive.obstructionAmps;
    const perSec = this.#duty < this.#drive.blindMinDuty ? FIRST_DUTY_PER_SEC : DUTY_PER_SEC;
    if (driving && !overCurrent) this.#duty += perSec * CYCLE_S;
    this.#duty = clamp(this.#duty, 0, this.#drive.blindMaxDuty);
    return this.#duty;
  }

  /** The duty of this tick on the way to a stop, 0 once it is over. */
  slowDown(): number {
    this.#duty = Math.max(0, this.#duty - STOP_DUTY_PER_SEC * CYCLE_S);
    return this.#duty;
  }

  #atHardStop(nowMs: number, currentAmps: number): boolean {
    if (currentAmps <= this.#drive.obstructionAmps) {
      this.#pushingSinceMs = Number.NaN;
      return false;
    }
    if (Number.isNaN(this.#pushingSinceMs)) this.#pushingSinceMs = nowMs;
    return nowMs - this.#pushingSinceMs >= AT_HARD_STOP_MS;
  }
}
