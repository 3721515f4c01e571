import type { Settings } from '../config/settings.ts';
import type { TableEstimate } from '../domain/estimate.ts';
import type { SensorFrame } from '../domain/frames.ts';
import { INPUT } from '../domain/inputs.ts';
import { soonestUprightMs } from '../domain/soonest-upright.ts';
import { CYCLE_MS, CYCLE_S } from '../domain/time.ts';
import { DEGREES_PER_RADIAN, HEAD_DOWN_BEGINS_DEG, HEAD_DOWN_ENDS_DEG } from '../domain/units.ts';
import { LIMIT_COUNTS_WITHIN_DEG } from '../domain/upright-limit.ts';
import type { SafetyVerdict } from '../domain/verdict.ts';
import { AngleTracker } from './angle-tracker.ts';
import { RateFit } from './rate-fit.ts';

/** Below and above these shares of the converter's span a potentiometer's wiper is open or tied to a rail. */
const BAND_LOW_COUNTS = 0.05 * 1024;
const BAND_HIGH_COUNTS = 0.95 * 1024;
/** Faster than any table moves: 8 deg/s is 0.08 deg between two samples. */
const JUMP_DEG = 1;
/** A frame this old tells nothing new; the angle is carried on by its rate ... */
const COAST_AFTER_MS = 15;
/** ... for as long as the host still commands; after that nobody knows, and it stays where it was. */
const COAST_UNTIL_MS = 150;
/** After a silence this long the table may be anywhere: the next sample starts anew and is not a jump. */
const RESTART_AFTER_MS = 50;
/** Squares of 0.7 g and 1.3 g: outside, the accelerometer feels a blow or is dead. */
const PLAUSIBLE_G2_LOW = 0.49;
const PLAUSIBLE_G2_HIGH = 1.69;
/** The accelerometer comes with every frame; two lost samples in a row are a hiccup, ten are a lost sensor. */
const ACCEL_SILENT_MS = 100;
const RATE_WINDOW_MS = 250;
/** Long against the accelerometer's noise, short against a way up. */
const DOUBT_SETTLES_S = 1;

/** Which source to follow, and whether the other may be the right one. */
export type Trust = Pick<SafetyVerdict, 'trusted' | 'inDoubt'>;

/**
 * Turns a frame into where the table is and how it moves. It follows the source that safety trusted in the tick before
 * and says so when that source changes; it judges single samples only, and leaves every judgement over time to `safety/`.
 */
export class TableEstimator {
  readonly #settings: Settings;
  readonly #pot = new AngleTracker();
  readonly #accel = new AngleTracker();
  readonly #rateFit = new RateFit({ windowMs: RATE_WINDOW_MS, periodMs: CYCLE_MS });
  /** In doubt: how far the accelerometer is from the potentiometer, without its noise; NaN out of doubt. */
  #apartDeg = Number.NaN;
  #limitFromMs = Number.NEGATIVE_INFINITY;
  readonly #both = { angleDeg: 0, rateDegPerSec: 0 };
  #lastSequence = -1;
  #lastFrameAtMs = Number.NEGATIVE_INFINITY;
  #bootId = Number.NaN;
  #lastPotDeg = Number.NaN;
  #lastAccelAtMs = Number.NEGATIVE_INFINITY;
  #accelBelievedAtMs = Number.NEGATIVE_INFINITY;
  readonly estimate: TableEstimate = {
    nowMs: 0,
    tiltDeg: 0,
    rateDegPerSec: 0,
    source: 'none',
    inDoubt: false,
    rebasedByDeg: 0,
    potTiltDeg: 0,
    potInBand: false,
    potJumped: false,
    accelTiltDeg: 0,
    accelPlausible: false,
    frameAgeMs: Number.POSITIVE_INFINITY,
    fittedRateDegPerSec: 0,
    headDown: false,
    currentAmps: 0,
    supplyVolts: 0,
    boardClockMs: 0,
    inputs: 0,
    limitRefuted: false,
    damagedFrames: 0,
  };

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Returns the one estimate record, rewritten. */
  update(frame: SensorFrame, nowMs: number, trust: Trust): TableEstimate {
    const estimate = this.estimate;
    estimate.nowMs = nowMs;
    estimate.frameAgeMs = nowMs - frame.atMs;
    estimate.damagedFrames = frame.damagedFrames;
    const overtaken = frame.bootId === this.#bootId && frame.sequence < this.#lastSequence;
    if (!overtaken) this.#takeOver(frame);
    // Nothing is known before the first frame: it counts though it has waited for the first cycle.
    const isFirst = this.#lastSequence === -1;
    const isNew = !overtaken && frame.sequence !== this.#lastSequence;
    const fresh = isNew && (isFirst || estimate.frameAgeMs < COAST_AFTER_MS);
    if (fresh) {
      if (frame.atMs - this.#lastFrameAtMs > RESTART_AFTER_MS) this.#startAnew(frame);
      this.#lastFrameAtMs = frame.atMs;
    }
    if (!overtaken) this.#lastSequence = frame.sequence;
    this.#followPotentiometer(frame, fresh);
    this.#followAccelerometer(frame, nowMs);
    this.#choose(trust);
    if (!overtaken) this.#judgeLimit(frame);
    return estimate;
  }

  /** What a frame that newer ones have overtaken says of buttons and currents is the past. */
  #takeOver(frame: SensorFrame): void {
    const estimate = this.estimate;
    this.#bootId = frame.bootId;
    estimate.inputs = frame.inputs;
    estimate.currentAmps = frame.currentAmps;
    estimate.supplyVolts = frame.supplyVolts;
    estimate.boardClockMs = frame.boardClockMs;
  }

  /**
   * An upright limit that was closed while an angle said that the table was far from it, or sooner after the last angle
   * than any table could be there, is stuck until it has been seen open: it would end a blind way up where that begins.
   */
  #judgeLimit({ inputs }: SensorFrame): void {
    const { estimate } = this;
    const belowDeg = this.#settings.table.uprightDeg - estimate.tiltDeg;
    if (estimate.source !== 'none') this.#limitFromMs = estimate.nowMs + soonestUprightMs(belowDeg);
    if ((inputs & INPUT.UPRIGHT_LIMIT) === 0) estimate.limitRefuted = false;
    else if (estimate.source === 'none') estimate.limitRefuted ||= estimate.nowMs < this.#limitFromMs;
    else estimate.limitRefuted = belowDeg > LIMIT_COUNTS_WITHIN_DEG;
  }

  #potDegOf(frame: SensorFrame): number {
    const { countsAtHorizontal, degPerCount } = this.#settings.board.potentiometer;
    return (frame.tiltCounts - countsAtHorizontal) * degPerCount;
  }

  #startAnew(frame: SensorFrame): void {
    // An open wire says nothing of where the table is, least of all that it is far head-down.
    if (isInBand(frame)) {
      this.#lastPotDeg = this.#potDegOf(frame);
      this.#pot.restart(this.#lastPotDeg, 0);
    }
    this.#accel.restart(Math.atan2(frame.accelAlongG, frame.accelOutG) * DEGREES_PER_RADIAN, 0);
    this.#rateFit.reset();
  }

  #followPotentiometer(frame: SensorFrame, fresh: boolean): void {
    const estimate = this.estimate;
    if (estimate.frameAgeMs <= COAST_UNTIL_MS) this.#pot.predict(CYCLE_S);
    estimate.potJumped = false;
    if (fresh) {
      const sampleDeg = this.#potDegOf(frame);
      estimate.potInBand = isInBand(frame);
      estimate.potJumped = Math.abs(sampleDeg - this.#lastPotDeg) > JUMP_DEG;
      if (estimate.potInBand && !estimate.potJumped) {
        this.#pot.correct(sampleDeg, CYCLE_S);
        this.#lastPotDeg = sampleDeg;
      }
    }
    estimate.potTiltDeg = this.#pot.angleDeg;
  }

  /**
   * The axes feel the table's own motion too, but at this table's rates that is under 0.1 deg: 2 deg/s2 at a lever of
   * 0.3 m is 0.001 g across, and 5 deg/s is 0.0002 g along.
   */
  #followAccelerometer(frame: SensorFrame, nowMs: number): void {
    const estimate = this.estimate;
    if (nowMs - frame.accelAtMs <= COAST_UNTIL_MS) this.#accel.predict(CYCLE_S);
    const along = frame.accelAlongG;
    const out = frame.accelOutG;
    const magnitude2 = along * along + out * out;
    estimate.accelPlausible =
      this.#settings.board.hasAccelerometer &&
      nowMs - frame.accelAtMs < ACCEL_SILENT_MS &&
      magnitude2 > PLAUSIBLE_G2_LOW &&
      magnitude2 < PLAUSIBLE_G2_HIGH;
    if (estimate.accelPlausible && frame.accelAtMs !== this.#lastAccelAtMs) {
      const sampleDeg = Math.atan2(along, out) * DEGREES_PER_RADIAN;
      // Back after a loss: where the table was by its last rate is worth nothing any more.
      if (nowMs - this.#accelBelievedAtMs > ACCEL_SILENT_MS) this.#accel.restart(sampleDeg, this.#accel.rateDegPerSec);
      else this.#accel.correct(sampleDeg, CYCLE_S);
      this.#accelBelievedAtMs = nowMs;
    }
    this.#lastAccelAtMs = frame.accelAtMs;
    estimate.accelTiltDeg = this.#accel.angleDeg;
  }

  /**
   * In doubt the accelerometer says where the table is and the potentiometer how it moves: alone, the accelerometer's
   * noise moves the table by 0.5 deg/s, and looks like overspeed.
   */
  #accelerometerOr(both: boolean): Pick<AngleTracker, 'angleDeg' | 'rateDegPerSec'> {
    const apartDeg = this.#accel.angleDeg - this.#pot.angleDeg;
    if (!both) {
      this.#apartDeg = Number.NaN;
      return this.#accel;
    }
    if (Number.isNaN(this.#apartDeg)) this.#apartDeg = apartDeg;
    const settleDegPerSec = (apartDeg - this.#apartDeg) / DOUBT_SETTLES_S;
    this.#apartDeg += settleDegPerSec * CYCLE_S;
    this.#both.angleDeg = this.#pot.angleDeg + this.#apartDeg;
    this.#both.rateDegPerSec = this.#pot.rateDegPerSec + settleDegPerSec;
    return this.#both;
  }

  #choose({ trusted: source, inDoubt }: Trust): void {
    const estimate = this.estimate;
    estimate.inDoubt = source === 'accelerometer' && inDoubt && estimate.potInBand;
    const tracker = source === 'potentiometer' ? this.#pot : this.#accelerometerOr(estimate.inDoubt);
    estimate.rebasedByDeg = 0;
    if (source !== estimate.source) {
      if (estimate.source !== 'none' && source !== 'none') {
        estimate.rebasedByDeg = tracker.angleDeg - estimate.tiltDeg;
        this.#rateFit.reset();
      }
      estimate.source = source;
    }
    if (source !== 'none') {
      estimate.tiltDeg = tracker.angleDeg;
      estimate.rateDegPerSec = tracker.rateDegPerSec;
    }
    estimate.fittedRateDegPerSec = this.#rateFit.add(estimate.tiltDeg);
    if (estimate.tiltDeg < HEAD_DOWN_BEGINS_DEG) estimate.headDown = true;
    else if (estimate.tiltDeg > HEAD_DOWN_ENDS_DEG) estimate.headDown = false;
  }
}

function isInBand({ tiltCounts }: SensorFrame): boolean {
  return tiltCounts >= BAND_LOW_COUNTS && tiltCounts <= BAND_HIGH_COUNTS;
}
