import type { TableSettings } from '../../src/config/settings.ts';
import { E_STOP_CLOSED, eStopOpen, INPUT } from '../../src/domain/inputs.ts';
import { clamp } from '../../src/domain/units.ts';
import type { PiDrive } from './pi-outputs.ts';

/** Beyond the range by this much, no duty drives the table further out, deg; the switches close 2.5 deg beyond it. */
const BEYOND_DEG = 3;
/** Change of duty that makes 4.5 deg/s2 of the usual drive: a way down that is gated ends as a stop that a body bears. */
const SLEW_PER_MS = 0.45 / 1000;

export interface GateSight {
  readonly nowMs: number;
  /** Bits of `INPUT`. */
  readonly inputs: number;
  /** Null where no valid angle is known. */
  readonly tiltDeg: number | null;
  readonly isUpright: boolean;
  readonly mayGoDown: boolean;
}

/**
 * The last word before the pins, after the controller's own interlock and without trusting it: E-STOP takes the drive, and
 * until the table is upright again what E-STOP has stopped goes only up; no duty goes down beyond the
 * range. Upward it stops nothing: an angle that has drifted must not keep a rider down, and at the upright end stand the
 * controller's own interlock and the stop.
 */
export class LastGate {
  /** E-STOP was in and the table has not been upright since. */
  #isLatched = false;
  #gatedAtMs: number | null = null;
  #dutyAtGate = 0;
  readonly #table: TableSettings;
  readonly #passed: PiDrive = { duty: 0, driveEnabled: false, brakeReleased: false };

  constructor(table: TableSettings) {
    this.#table = table;
  }

  /** E-STOP is in, or was and has taken the drive since the last upright. */
  watch({ inputs, isUpright }: Pick<GateSight, 'inputs' | 'isUpright'>): void {
    if ((inputs & E_STOP_CLOSED) !== E_STOP_CLOSED) this.#isLatched = true;
    else if (isUpright) this.#isLatched = false;
  }

  /** What is left of a command: one record, rewritten. */
  pass(wanted: Readonly<PiDrive>, sight: GateSight): Readonly<PiDrive> {
    this.watch(sight);
    const passed = this.#passed;
    const lastDuty = passed.duty;
    if (eStopOpen(sight.inputs)) {
      passed.duty = 0;
      passed.driveEnabled = false;
      passed.brakeReleased = false;
      return passed;
    }
    let duty = Number.isFinite(wanted.duty) ? clamp(wanted.duty, -1, 1) : 0;
    if (this.#isLatched || !sight.mayGoDown) duty = Math.max(duty, 0);
    passed.duty = this.#atInvertedEnd(duty, lastDuty, sight);
    passed.driveEnabled = wanted.driveEnabled;
    passed.brakeReleased = wanted.brakeReleased;
    return passed;
  }

  #atInvertedEnd(duty: number, lastDuty: number, { nowMs, inputs, tiltDeg }: GateSight): number {
    const isBeyond = tiltDeg !== null && tiltDeg < this.#table.invertedDeg - BEYOND_DEG;
    if ((inputs & INPUT.INVERTED_LIMIT) === 0 && !isBeyond) {
      this.#gatedAtMs = null;
      return duty;
    }
    if (this.#gatedAtMs === null) {
      this.#gatedAtMs = nowMs;
      this.#dutyAtGate = lastDuty;
    }
    const least = Math.min(0, this.#dutyAtGate + SLEW_PER_MS * (nowMs - this.#gatedAtMs));
    return Math.max(duty, least);
  }
}
