import type { Settings } from '../src/config/settings.ts';
import { clamp } from '../src/domain/units.ts';
import type { DriveOutputs } from './plant.ts';

/**
 * How the board brings a rider up by itself: a small controller that has the potentiometer's counts, the current and
 * the upright switch, and nothing of the host. It follows a reference that gathers speed gently; an integral learns
 * what gravity asks for.
 */

/** The board's own loop, ms. */
export const BOARD_CYCLE_MS = 10;
const CYCLE_S = BOARD_CYCLE_MS / 1000;

const ACCEL_DEG_PER_S2 = 2;
const HEAD_DOWN_DEG_PER_S = 5;
const HEAD_UP_DEG_PER_S = 3;
const BACK_OFF_DEG_PER_S = 1;
const BACK_OFF_DEG = 3;
/** The last of the way, so that the reference arrives instead of creeping up to its target, deg/s. */
const LEAST_DEG_PER_S = 0.2;
/** Duty a degree of lag, and a degree and second: closes at 1.5 rad/s, half of what the potentiometer's noise allows. */
const PROPORTIONAL = 0.15;
const INTEGRAL_PER_S = 0.1;
/** The lag through a filter of 0.1 s, so that the potentiometer's noise does not shake the table. */
const LAG_GAIN = 0.1;
const MOST_INTEGRAL = 0.25;
/** Duty over feedforward and learned load that the first try may use. With it, 5 deg/s never becomes 8. */
const FIRST_MARGIN = 0.2;
const ARRIVED_DEG = 0.3;
/** Lag that is no longer load, deg: with current, something is in the way; without, the angle does not follow. */
const LAG_DEG = 3;
const LAG_AMPS = 4;
const OBSTRUCTED_MS = 50;
const WAIT_MS = 2000;
const TRIES = 3;
const OBSTRUCTED_BOUND_MS = 25_000;
/** Valid counts: 5 to 95 % of the span. */
const LEAST_COUNTS = 51;
const MOST_COUNTS = 972;
const BLIND_DUTY_PER_S = 0.1;
const BLIND_DEG_PER_S = 1;
const BLIND_MARGIN_DEG = 10;
const BLIND_BOUND_FACTOR = 1.5;
const AGAINST_STOP_MS = 1000;

export interface BoardReading {
  readonly tiltCounts: number;
  readonly currentAmps: number;
  readonly uprightLimit: boolean;
  readonly invertedLimit: boolean;
}

/** What the board's precedence allows the return to do now. */
export type Permit =
  /** Drive off and brake on at once. */
  | 'off'
  /** Slow to a stop and stand on the brake. */
  | 'stop'
  | 'slow'
  | 'go';

export type ReturnPhase = 'tracking' | 'backing-off' | 'waiting' | 'blind' | 'given-up' | 'upright';

const SLOW_DEG_PER_S = 2;

export class BoardReturn {
  readonly outputs: DriveOutputs = { duty: 0, driveEnabled: false, brakeReleased: false };
  phase: ReturnPhase = 'tracking';

  readonly #settings: Settings;
  #referenceDeg = 0;
  #rateDegPerSec = 0;
  #lagDeg = 0;
  #loadDuty = 0;
  #margin = FIRST_MARGIN;
  #lastTiltDeg = 0;
  #backOffTargetDeg = 0;
  #brakeFreeAtMs: number | null = null;
  #tries = 0;
  #obstructedAtMs: number | null = null;
  #currentSinceMs: number | null = null;
  #waitUntilMs = 0;
  #blindDuty = 0;
  #blindSinceMs = 0;
  #blindDirection: 1 | -1 = 1;
  #invertedWasOpen = false;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Takes the table over as it moves. `duty` is what the drive had last, from which the board tells the rate. */
  begin(reading: BoardReading, motion: { readonly duty: number; readonly brakeReleased: boolean }): void {
    const { drive } = this.#settings.table;
    this.phase = 'tracking';
    this.#margin = FIRST_MARGIN;
    this.#tries = 0;
    this.#obstructedAtMs = null;
    this.#currentSinceMs = null;
    this.#loadDuty = 0;
    this.#lagDeg = 0;
    this.#lastTiltDeg = countsInBand(reading.tiltCounts) ? this.tiltOf(reading) : this.#settings.table.invertedDeg;
    this.#referenceDeg = this.#lastTiltDeg;
    this.#rateDegPerSec = motion.brakeReleased ? motion.duty * drive.rateAtFullDutyDegPerSec : 0;
    this.#brakeFreeAtMs = motion.brakeReleased ? Number.NEGATIVE_INFINITY : null;
  }

  tiltOf(reading: BoardReading): number {
    const { countsAtHorizontal, degPerCount } = this.#settings.board.potentiometer;
    return (reading.tiltCounts - countsAtHorizontal) * degPerCount;
  }

  /** One cycle of 10 ms. */
  step(nowMs: number, reading: BoardReading, permit: Permit): void {
    const inBand = countsInBand(reading.tiltCounts);
    const tiltDeg = inBand ? this.tiltOf(reading) : this.#lastTiltDeg;
    this.#lastTiltDeg = tiltDeg;
    if (permit === 'off' || this.phase === 'upright') {
      this.#standStill(tiltDeg);
      return;
    }
    if (!inBand && this.phase !== 'blind' && this.phase !== 'given-up') this.#goBlind(nowMs, reading);
    if (permit === 'stop') {
      if (this.phase === 'blind') this.#standStill(tiltDeg);
      else this.#slowDown(nowMs, tiltDeg);
      return;
    }
    this.#watchCurrent(nowMs, reading, tiltDeg);
    this.#stepPhase(nowMs, reading, tiltDeg, permit === 'slow' ? SLOW_DEG_PER_S : HEAD_DOWN_DEG_PER_S);
  }

  #stepPhase(nowMs: number, reading: BoardReading, tiltDeg: number, mostDegPerSec: number): void {
    switch (this.phase) {
      case 'tracking':
        this.#climb(nowMs, reading, tiltDeg, mostDegPerSec);
        break;
      case 'backing-off':
        this.#backOff(nowMs, reading, tiltDeg);
        break;
      case 'blind':
        this.#blind(nowMs, reading, tiltDeg);
        break;
      case 'waiting':
        if (nowMs >= this.#waitUntilMs) this.phase = 'tracking';
        this.#standStill(tiltDeg);
        break;
      case 'given-up':
      case 'upright':
        this.#standStill(tiltDeg);
        break;
      default:
        this.phase satisfies never;
    }
  }

  /** A hand on UP takes a return that had given up on a little further. */
  tryByHand(): void {
    if (this.phase !== 'given-up') return;
    this.phase = 'tracking';
    this.#tries = TRIES - 1;
    this.#obstructedAtMs = null;
  }

  #climb(nowMs: number, reading: BoardReading, tiltDeg: number, mostDegPerSec: number): void {
    const targetDeg = this.#settings.table.uprightDeg;
    if (tiltDeg >= targetDeg - ARRIVED_DEG) {
      this.phase = 'upright';
      this.#standStill(tiltDeg);
      return;
    }
    this.#follow(nowMs, tiltDeg, targetDeg, mostDegPerSec);
    if (Math.abs(this.#referenceDeg - tiltDeg) < LAG_DEG) return;
    if (reading.currentAmps > LAG_AMPS) this.#obstructed(nowMs, tiltDeg);
    else this.#goBlind(nowMs, reading);
  }

  #backOff(nowMs: number, reading: BoardReading, tiltDeg: number): void {
    const arrived = tiltDeg <= this.#backOffTargetDeg + ARRIVED_DEG || reading.invertedLimit;
    if (arrived || Math.abs(this.#referenceDeg - tiltDeg) > LAG_DEG) {
      this.phase = 'waiting';
      this.#waitUntilMs = nowMs + WAIT_MS;
      this.#standStill(tiltDeg);
      return;
    }
    this.#follow(nowMs, tiltDeg, this.#backOffTargetDeg, BACK_OFF_DEG_PER_S);
  }

  #slowDown(nowMs: number, tiltDeg: number): void {
    if (Math.abs(this.#rateDegPerSec) < ACCEL_DEG_PER_S2 * CYCLE_S) this.#standStill(tiltDeg);
    else this.#moveReference(nowMs, tiltDeg, 0);
  }

  /** Moves the reference toward a target as fast as it may, and the table after it. */
  #follow(nowMs: number, tiltDeg: number, targetDeg: number, mostDegPerSec: number): void {
    if (!this.#brakeFree(nowMs)) return;
    const wayDeg = targetDeg - this.#referenceDeg;
    let most = Math.min(mostDegPerSec, Math.sqrt(2 * ACCEL_DEG_PER_S2 * Math.abs(wayDeg)));
    if (wayDeg > 0) {
      const belowDeg = Math.max(0, -this.#referenceDeg);
      most = Math.min(most, Math.sqrt(HEAD_UP_DEG_PER_S ** 2 + 2 * ACCEL_DEG_PER_S2 * belowDeg));
    }
    this.#moveReference(nowMs, tiltDeg, Math.sign(wayDeg) * Math.max(most, LEAST_DEG_PER_S));
  }

  #moveReference(nowMs: number, tiltDeg: number, wantedDegPerSec: number): void {
    if (!this.#brakeFree(nowMs)) return;
    const change = ACCEL_DEG_PER_S2 * CYCLE_S;
    this.#rateDegPerSec += clamp(wantedDegPerSec - this.#rateDegPerSec, -change, change);
    this.#referenceDeg += this.#rateDegPerSec * CYCLE_S;
    this.#lagDeg += LAG_GAIN * (this.#referenceDeg - tiltDeg - this.#lagDeg);
    const lagDeg = this.#lagDeg;
    this.#loadDuty = clamp(this.#loadDuty + INTEGRAL_PER_S * lagDeg * CYCLE_S, -MOST_INTEGRAL, MOST_INTEGRAL);
    const correction = clamp(PROPORTIONAL * lagDeg, -this.#margin, this.#margin);
    const nominal = this.#rateDegPerSec / this.#settings.table.drive.rateAtFullDutyDegPerSec;
    this.#put(nominal + this.#loadDuty + correction);
  }

  /** Holds against the load until the brake has let go. */
  #brakeFree(nowMs: number): boolean {
    this.#brakeFreeAtMs ??= nowMs + this.#settings.table.drive.brakeReleaseMs;
    if (nowMs >= this.#brakeFreeAtMs) return true;
    this.#put(this.#loadDuty);
    return false;
  }

  #watchCurrent(nowMs: number, reading: BoardReading, tiltDeg: number): void {
    const high = reading.currentAmps >= this.#settings.table.drive.obstructionAmps;
    if (!high) this.#currentSinceMs = null;
    else this.#currentSinceMs ??= nowMs;
    const sinceMs = this.#currentSinceMs;
    if (sinceMs === null || this.phase !== 'tracking') return;
    if (nowMs - sinceMs >= OBSTRUCTED_MS) this.#obstructed(nowMs, tiltDeg);
  }

  /** Never push through: off, back a little, wait, and try again with less. */
  #obstructed(nowMs: number, tiltDeg: number): void {
    this.#standStill(tiltDeg);
    this.#obstructedAtMs ??= nowMs;
    this.#tries += 1;
    this.#margin /= 2;
    const tooLong = nowMs - this.#obstructedAtMs > OBSTRUCTED_BOUND_MS;
    this.phase = this.#tries >= TRIES || tooLong ? 'given-up' : 'backing-off';
    this.#backOffTargetDeg = Math.max(tiltDeg - BACK_OFF_DEG, this.#settings.table.invertedDeg);
  }

  #goBlind(nowMs: number, reading: BoardReading): void {
    this.phase = 'blind';
    this.#blindDuty = this.#settings.table.drive.blindMinDuty;
    this.#blindSinceMs = nowMs;
    this.#blindDirection = 1;
    this.#invertedWasOpen = !reading.invertedLimit;
    this.#currentSinceMs = null;
  }

  /** Upward by duty alone, to the upright switch or the stop, for no longer than the way can take. */
  #blind(nowMs: number, reading: BoardReading, tiltDeg: number): void {
    const { drive, uprightDeg } = this.#settings.table;
    const againstStop = this.#currentSinceMs !== null && nowMs - this.#currentSinceMs >= AGAINST_STOP_MS;
    const boundS = ((uprightDeg - tiltDeg + BLIND_MARGIN_DEG) / BLIND_DEG_PER_S) * BLIND_BOUND_FACTOR;
    if (reading.uprightLimit || againstStop || nowMs - this.#blindSinceMs > boundS * 1000) {
      this.phase = reading.uprightLimit ? 'upright' : 'given-up';
      this.#standStill(tiltDeg);
      return;
    }
    if (this.#invertedWasOpen && reading.invertedLimit && this.#blindDirection === 1) this.#blindDirection = -1;
    if (!this.#brakeFree(nowMs)) return;
    this.#blindDuty = Math.min(this.#blindDuty + BLIND_DUTY_PER_S * CYCLE_S, drive.blindMaxDuty);
    this.#put(this.#blindDuty * this.#blindDirection);
  }

  #put(duty: number): void {
    this.outputs.duty = clamp(duty, -1, 1);
    this.outputs.driveEnabled = true;
    this.outputs.brakeReleased = true;
  }

  #standStill(tiltDeg: number): void {
    this.outputs.duty = 0;
    this.outputs.driveEnabled = false;
    this.outputs.brakeReleased = false;
    this.#referenceDeg = tiltDeg;
    this.#rateDegPerSec = 0;
    this.#lagDeg = 0;
    this.#brakeFreeAtMs = null;
  }
}

export function countsInBand(counts: number): boolean {
  return counts >= LEAST_COUNTS && counts <= MOST_COUNTS;
}
