import { armRatioOf } from '../src/config/actuator-arm.ts';
import type { DriveSettings, TableSettings } from '../src/config/settings.ts';
import { clamp } from '../src/domain/units.ts';
import type { DriveOutputs } from './drive-outputs.ts';

/** The board's own loop, ms. */
export const BOARD_CYCLE_MS = 10;
export const BOARD_CYCLE_S = BOARD_CYCLE_MS / 1000;

const ACCEL_DEG_PER_S2 = 2;
const HEAD_UP_DEG_PER_S = 3;
/** The last of the way, so that the reference arrives instead of creeping up to its target, deg/s. */
const LEAST_DEG_PER_S = 0.2;
/** Of the rate at full duty: the rest is for the load and what the table lags by, and no reference runs away from a slow drive. */
const MOST_OF_FULL_RATE = 0.6;
/** Duty a degree of lag, and a degree and second: closes at 1.5 rad/s, half of what the potentiometer's noise allows. */
const PROPORTIONAL = 0.15;
const INTEGRAL_PER_S = 0.1;
/** The lag through a filter of 0.1 s, so that the potentiometer's noise does not shake the table. */
const LAG_GAIN = 0.1;
const MOST_INTEGRAL = 0.25;
/**
 * With which a way up begins from rest as soon as the brake is open: one step of the PWM of an Uno, and of a Mega. While it
 * opens there is none: a rider of 150 kg whose weight leads upward breaks away as it opens, and any push is too much then.
 */
const FIRST_UP_DUTY = 0.0025;
/** At which reference a way up has begun, and the noise of the angle no longer turns its duty, deg/s. */
const BEGUN_DEG_PER_S = 0.1;
/** As the host's: 4.5 deg/s2 of the usual drive, and 5.5 where friction grips a table that slows to rest. */
const SLEW_PER_S = 0.45;
/** Duty over feedforward and learned load that the first try may use. With it, 5 deg/s never becomes 8. */
const FIRST_MARGIN = 0.2;

/**
 * Moves the table after a reference that gathers speed gently. An integral learns what gravity asks for; a margin
 * bounds how hard the rest may push.
 */
export class BoardFollower {
  readonly outputs: DriveOutputs = { duty: 0, driveEnabled: false, brakeReleased: false };

  readonly #drive: DriveSettings;
  /** Part of the board's calibration where the drive is a linear actuator. */
  readonly #armRatioAt: ((tiltDeg: number) => number) | null;
  #referenceDeg = 0;
  #rateDegPerSec = 0;
  #lagDeg = 0;
  #loadDuty = 0;
  #margin = FIRST_MARGIN;
  #brakeFreeAtMs: number | null = null;
  /** On its way up from rest, which has not quite begun. */
  #startsUp = false;

  constructor(table: TableSettings) {
    this.#drive = table.drive;
    this.#armRatioAt = armRatioOf(table);
  }

  /** Takes the table over as it moves. `duty` is what the drive had last, from which the board tells the rate. */
  begin(tiltDeg: number, motion: { readonly duty: number; readonly brakeReleased: boolean }): void {
    this.#margin = FIRST_MARGIN;
    this.#loadDuty = 0;
    this.outputs.duty = motion.brakeReleased ? motion.duty : 0;
    this.#lagDeg = 0;
    this.#referenceDeg = tiltDeg;
    const dutyRate = this.#drive.rateAtFullDutyDegPerSec / this.#ratioAt(tiltDeg);
    this.#rateDegPerSec = motion.brakeReleased ? motion.duty * dutyRate : 0;
    this.#brakeFreeAtMs = motion.brakeReleased ? Number.NEGATIVE_INFINITY : null;
    this.#startsUp = false;
  }

  /** The next try pushes half as hard. */
  halveMargin(): void {
    this.#margin /= 2;
  }

  /** How far the table has run ahead of its reference, upward, deg. */
  aheadDeg(tiltDeg: number): number {
    return tiltDeg - this.#referenceDeg;
  }

  /** How far the table is from its reference, deg. */
  distanceDeg(tiltDeg: number): number {
    return Math.abs(this.#referenceDeg - tiltDeg);
  }

  /** Moves the reference toward a target as fast as it may, and the table after it. */
  follow(nowMs: number, tiltDeg: number, targetDeg: number, mostDegPerSec: number): void {
    const wayDeg = targetDeg - this.#referenceDeg;
    if (!this.brakeFree(nowMs, wayDeg > 0)) return;
    const ableDegPerSec = (MOST_OF_FULL_RATE * this.#drive.rateAtFullDutyDegPerSec) / this.#ratioAt(this.#referenceDeg);
    let most = Math.min(mostDegPerSec, ableDegPerSec, Math.sqrt(2 * ACCEL_DEG_PER_S2 * Math.abs(wayDeg)));
    if (wayDeg > 0) {
      const belowDeg = Math.max(0, -this.#referenceDeg);
      most = Math.min(most, Math.sqrt(HEAD_UP_DEG_PER_S ** 2 + 2 * ACCEL_DEG_PER_S2 * belowDeg));
    }
    this.#moveReference(tiltDeg, Math.sign(wayDeg) * Math.max(most, LEAST_DEG_PER_S));
  }

  #moveReference(tiltDeg: number, wantedDegPerSec: number): void {
    const change = ACCEL_DEG_PER_S2 * BOARD_CYCLE_S;
    this.#rateDegPerSec += clamp(wantedDegPerSec - this.#rateDegPerSec, -change, change);
    this.#referenceDeg += this.#rateDegPerSec * BOARD_CYCLE_S;
    this.#lagDeg += LAG_GAIN * (this.#referenceDeg - tiltDeg - this.#lagDeg);
    const lagDeg = this.#lagDeg;
    this.#loadDuty = clamp(this.#loadDuty + INTEGRAL_PER_S * lagDeg * BOARD_CYCLE_S, -MOST_INTEGRAL, MOST_INTEGRAL);
    const correction = clamp(PROPORTIONAL * lagDeg, -this.#margin, this.#margin);
    const ratio = this.#ratioAt(this.#referenceDeg);
    const nominal = (this.#rateDegPerSec / this.#drive.rateAtFullDutyDegPerSec) * ratio;
    if (this.#rateDegPerSec >= BEGUN_DEG_PER_S) this.#startsUp = false;
    this.putFromRest(nominal + this.#loadDuty + correction * ratio);
  }

  #ratioAt(tiltDeg: number): number {
    return this.#armRatioAt === null ? 1 : this.#armRatioAt(tiltDeg);
  }

  slowDown(tiltDeg: number): void {
    this.#startsUp = false;
    if (Math.abs(this.#rateDegPerSec) < ACCEL_DEG_PER_S2 * BOARD_CYCLE_S) this.standStill(tiltDeg);
    else this.#moveReference(tiltDeg, 0);
  }

  /** Holds against the load until the brake has let go; `upward`: what then begins is a way up. */
  brakeFree(nowMs: number, upward: boolean): boolean {
    if (this.#brakeFreeAtMs === null) {
      this.#brakeFreeAtMs = nowMs + this.#drive.brakeReleaseMs;
      this.#startsUp = upward;
    }
    if (nowMs >= this.#brakeFreeAtMs) return true;
    this.put(this.#loadDuty);
    return false;
  }

  /** `put` for what may be the start of a way up: noise of the angle, and duties under a step of the PWM, keep none from beginning. */
  putFromRest(duty: number): void {
    this.put(this.#startsUp ? Math.max(duty, FIRST_UP_DUTY) : duty);
  }

  /** A duty for the moving table: it changes no faster than a body bears, whatever the angle says. */
  put(duty: number): void {
    const step = SLEW_PER_S * BOARD_CYCLE_S;
    this.outputs.duty = clamp(clamp(duty, -1, 1), this.outputs.duty - step, this.outputs.duty + step);
    this.outputs.driveEnabled = true;
    this.outputs.brakeReleased = true;
  }

  standStill(tiltDeg: number): void {
    this.outputs.duty = 0;
    this.outputs.driveEnabled = false;
    this.outputs.brakeReleased = false;
    this.#referenceDeg = tiltDeg;
    this.#rateDegPerSec = 0;
    this.#lagDeg = 0;
    this.#brakeFreeAtMs = null;
    this.#startsUp = false;
  }
}
