import { lagAmpsOf } from '../src/config/lag-current.ts';
import type { DriveSettings, Settings } from '../src/config/settings.ts';
import { type BoardReading, countsInBand } from './believed-reading.ts';
import { BOARD_CYCLE_S, BoardFollower } from './board-follower.ts';
import type { DriveOutputs } from './drive-outputs.ts';

/**
 * How the board brings a rider up by itself: a small controller that has the potentiometer's counts, the current and
 * the upright switch, and nothing of the host. It follows a reference that gathers speed gently; an integral learns
 * what gravity asks for.
 */

const HEAD_DOWN_DEG_PER_S = 5;
const BACK_OFF_DEG_PER_S = 1;
const BACK_OFF_DEG = 3;
const ARRIVED_DEG = 0.3;
/** Lag that is no longer load, deg: with current, something is in the way; without, and sooner, the angle does not follow. */
const LAG_DEG = 3;
const LAG_WITHOUT_LOAD_DEG = 2.2;
const OBSTRUCTED_MS = 50;
/** A table that is this far ahead of its reference for so long runs away, deg and ms. */
const AHEAD_DEG = 2;
const AHEAD_MS = 80;
const WAIT_MS = 2000;
const TRIES = 3;
const OBSTRUCTED_BOUND_MS = 25_000;
const BLIND_DUTY_PER_S = 0.1;
/** From what the drive had to where the table begins to move, so that it does not begin with a jolt. */
const BLIND_FIRST_DUTY_PER_S = 0.4;
const BLIND_DEG_PER_S = 1;
const BLIND_MARGIN_DEG = 10;
const BLIND_BOUND_FACTOR = 1.5;
const AGAINST_STOP_MS = 1000;
/** The brake has closed, and what swung has come to rest, ms. */
const STANDS_MS = 500;

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
  phase: ReturnPhase = 'tracking';

  readonly #settings: Settings;
  readonly #follower: BoardFollower;
  readonly #lagAmps: number;
  #lastTiltDeg = 0;
  #backOffTargetDeg = 0;
  #tries = 0;
  #obstructedAtMs: number | null = null;
  #currentSinceMs: number | null = null;
  #aheadSinceMs: number | null = null;
  #waitUntilMs = 0;
  #blindDuty = 0;
  #blindEndsMs = 0;
  #blindDirection: 1 | -1 = 1;
  #invertedWasOpen = false;
  #standsUntilMs = Number.NEGATIVE_INFINITY;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#lagAmps = lagAmpsOf(settings.table.drive);
    this.#follower = new BoardFollower(settings.table);
  }

  /** Takes the table over as it moves. `duty` is what the drive had last, from which the board tells the rate. */
  begin(reading: BoardReading, motion: { readonly duty: number; readonly brakeReleased: boolean }): void {
    this.phase = 'tracking';
    this.#tries = 0;
    this.#obstructedAtMs = null;
    this.#currentSinceMs = null;
    this.#lastTiltDeg = countsInBand(reading.tiltCounts) ? this.tiltOf(reading) : this.#settings.table.invertedDeg;
    this.#follower.begin(this.#lastTiltDeg, motion);
  }

  /** Upward led to the inverted limit: the motor's leads are swapped, and up is the other way. */
  get isReversed(): boolean {
    return this.phase === 'blind' && this.#blindDirection === -1;
  }

  get outputs(): DriveOutputs {
    return this.#follower.outputs;
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
      this.#follower.standStill(tiltDeg);
      return;
    }
    if (!inBand && this.phase !== 'blind' && this.phase !== 'given-up') this.#goBlind(nowMs, reading, tiltDeg);
    if (permit === 'stop') {
      if (this.phase === 'blind') this.#follower.standStill(tiltDeg);
      else this.#follower.slowDown(tiltDeg);
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
        this.#follower.standStill(tiltDeg);
        break;
      case 'given-up':
      case 'upright':
        this.#follower.standStill(tiltDeg);
        break;
      default:
        this.phase satisfies never;
    }
  }

  /** Stands on the brake where it is, and tries again after the wait. */
  endBackOff(nowMs: number): void {
    if (this.phase === 'backing-off') this.#wait(nowMs, this.#lastTiltDeg);
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
      this.#follower.standStill(tiltDeg);
      return;
    }
    this.#follower.follow(nowMs, tiltDeg, targetDeg, mostDegPerSec);
    if (this.#runsAway(nowMs, tiltDeg)) {
      this.#tries += 1;
      if (this.#tries >= TRIES) this.phase = 'given-up';
      else this.#wait(nowMs, tiltDeg);
      return;
    }
    const withoutLoad = reading.currentAmps <= this.#lagAmps;
    const lost = this.#follower.distanceDeg(tiltDeg) >= LAG_DEG;
    const lagDeg = -this.#follower.aheadDeg(tiltDeg);
    if (withoutLoad && (lost || lagDeg >= LAG_WITHOUT_LOAD_DEG)) this.#goBlind(nowMs, reading, tiltDeg);
    else if (lost) this.#obstructed(nowMs, tiltDeg);
  }

  /** Faster than it is told to, for longer than a sample leaps: the brake, and then as after something in the way. */
  #runsAway(nowMs: number, tiltDeg: number): boolean {
    if (this.#follower.aheadDeg(tiltDeg) < AHEAD_DEG) this.#aheadSinceMs = null;
    else this.#aheadSinceMs ??= nowMs;
    if (this.#aheadSinceMs === null || nowMs - this.#aheadSinceMs < AHEAD_MS) return false;
    this.#aheadSinceMs = null;
    this.#follower.standStill(tiltDeg);
    return true;
  }

  #backOff(nowMs: number, reading: BoardReading, tiltDeg: number): void {
    const arrived = tiltDeg <= this.#backOffTargetDeg + ARRIVED_DEG || reading.invertedLimit;
    if (arrived || this.#follower.distanceDeg(tiltDeg) > LAG_DEG) this.#wait(nowMs, tiltDeg);
    else this.#follower.follow(nowMs, tiltDeg, this.#backOffTargetDeg, BACK_OFF_DEG_PER_S);
  }

  #wait(nowMs: number, tiltDeg: number): void {
    this.phase = 'waiting';
    this.#waitUntilMs = nowMs + WAIT_MS;
    this.#follower.standStill(tiltDeg);
  }

  #watchCurrent(nowMs: number, reading: BoardReading, tiltDeg: number): void {
    // Back from what was in the way takes no force; a brake that has not let go is not pulled through.
    const mostAmps = this.phase === 'backing-off' ? this.#lagAmps : this.#settings.table.drive.obstructionAmps;
    const high = reading.currentAmps >= mostAmps;
    if (!high) this.#currentSinceMs = null;
    else this.#currentSinceMs ??= nowMs;
    const sinceMs = this.#currentSinceMs;
    if (sinceMs === null || nowMs - sinceMs < OBSTRUCTED_MS) return;
    if (this.phase === 'tracking') this.#obstructed(nowMs, tiltDeg);
    else if (this.phase === 'backing-off') this.#wait(nowMs, tiltDeg);
  }

  /** Never push through: off, back a little, wait, and try again with less. */
  #obstructed(nowMs: number, tiltDeg: number): void {
    this.#follower.standStill(tiltDeg);
    this.#obstructedAtMs ??= nowMs;
    this.#tries += 1;
    this.#follower.halveMargin();
    const tooLong = nowMs - this.#obstructedAtMs > OBSTRUCTED_BOUND_MS;
    this.phase = this.#tries >= TRIES || tooLong ? 'given-up' : 'backing-off';
    this.#backOffTargetDeg = Math.max(tiltDeg - BACK_OFF_DEG, this.#settings.table.invertedDeg);
  }

  #goBlind(nowMs: number, reading: BoardReading, tiltDeg: number): void {
    this.phase = 'blind';
    this.#blindDuty = this.outputs.duty;
    this.#blindEndsMs = nowMs + blindBoundMs(this.#settings.table.uprightDeg - tiltDeg);
    this.#blindDirection = 1;
    this.#invertedWasOpen = !reading.invertedLimit;
    this.#currentSinceMs = null;
  }

  /** Upward by duty alone, to the upright switch or the stop, for no longer than the way can take. */
  #blind(nowMs: number, reading: BoardReading, tiltDeg: number): void {
    const { drive, uprightDeg, invertedDeg } = this.#settings.table;
    const againstStop = this.#currentSinceMs !== null && nowMs - this.#currentSinceMs >= AGAINST_STOP_MS;
    if (reading.uprightLimit || againstStop || nowMs > this.#blindEndsMs) {
      this.phase = reading.uprightLimit ? 'upright' : 'given-up';
      this.#follower.standStill(tiltDeg);
      return;
    }
    if (this.#invertedWasOpen && reading.invertedLimit && this.#blindDirection === 1) {
      // The stop is near: the brake, and from there the other way.
      this.#blindDirection = -1;
      this.#blindDuty = 0;
      this.#standsUntilMs = nowMs + STANDS_MS;
      this.#blindEndsMs = this.#standsUntilMs + blindBoundMs(uprightDeg - invertedDeg);
    }
    if (nowMs < this.#standsUntilMs) {
      this.#follower.standStill(tiltDeg);
      return;
    }
    if (!this.#follower.brakeFree(nowMs, this.#blindDirection === 1)) return;
    this.#blindDuty += blindDutyPerS(this.#blindDuty, drive) * BOARD_CYCLE_S;
    this.#follower.putFromRest(this.#blindDuty * this.#blindDirection);
  }
}

/** From whatever the drive had to where the table begins to move, gently; then up, and never beyond the most. */
function blindDutyPerS(duty: number, { blindMinDuty, blindMaxDuty }: DriveSettings): number {
  if (duty < blindMinDuty) return BLIND_FIRST_DUTY_PER_S;
  if (duty < blindMaxDuty) return BLIND_DUTY_PER_S;
  return duty > blindMaxDuty + BLIND_FIRST_DUTY_PER_S * BOARD_CYCLE_S ? -BLIND_FIRST_DUTY_PER_S : 0;
}

/** No longer than the way can take, from the last distance that could be believed. */
function blindBoundMs(distanceDeg: number): number {
  return ((distanceDeg + BLIND_MARGIN_DEG) / BLIND_DEG_PER_S) * BLIND_BOUND_FACTOR * 1000;
}
