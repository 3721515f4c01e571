import { BOUNDS } from '../src/config/bounds.ts';
import type { Settings } from '../src/config/settings.ts';
import type { BoardMode } from '../src/domain/frames.ts';
import { clampsOpen, E_STOP_CLOSED, eStopOpen, INPUT, returnPressed } from '../src/domain/inputs.ts';
import { CYCLE_MS } from '../src/domain/time.ts';
import type { Plant } from './plant.ts';
import type { PlantMeter } from './plant-meter.ts';
import { END_OFFSETS } from './plant-parameters.ts';
import type { Violation } from './session-result.ts';
import { ViolationLog } from './violation-log.ts';

/** The checker's whole world: the plant with what is broken of it, the pins, and who drives. */
export interface CheckedTable {
  readonly plant: Plant;
  readonly inputs: number;
  readonly board: { readonly mode: BoardMode };
  /** The board is without power or starting: a press that ends meanwhile reaches nobody. */
  readonly boardIsDown: boolean;
  readonly sensors: { readonly defects: { readonly potSound: boolean; readonly accelSound: boolean } };
}

/** Beyond the inverted switch, where the board cuts the way down: the way to stop from a slow motion. */
const PAST_SWITCH_DEG = 0.5;
/** Beyond upright with sound sensors: the over-angle trip, and the way to stop. */
const PAST_UPRIGHT_DEG = 2.5;
const RATE_TOLERANCE = { factor: 1.15, offsetDegPerSec: 0.6 };
const HEAD_UP_RATE_LIMIT = BOUNDS.headUpRateDegPerSec * RATE_TOLERANCE.factor + RATE_TOLERANCE.offsetDegPerSec;
/** From the fastest ramp down to rest at 2 deg/s2 and 4 deg/s3, and the host's 300 ms or the lease before that. */
const TURN_MS = 3000;
const DOWN_AFTER_RETURN_DEG = 1;
/** Policy B backs off 3 deg. */
const DOWN_IN_POLICY_B_DEG = 4;
const ESTOP_STILL_AFTER_MS = 300;
const CLAMPS_STILL_AFTER_MS = 4000;
const STILL_DEG_PER_S = 0.3;
const UPRIGHT_WITHIN_DEG = 2;
/** A return may take half as long again as its rates say, and the turn. A blind one goes at 1 deg/s at the least. */
const RETURN_FACTOR = 1.5;
const RETURN_EXTRA_S = 8;
const BLIND_EXTRA_S = 30;
const DOUBTFUL_DEG_PER_S = 2;
const BLIND_MARGIN_DEG = 10;

/**
 * Judges a session by the plant alone: angle, rate, force and time, and that a return goes up and arrives. It shares
 * no state with the controller and believes nothing that the controller says. Where safety's own precedence lets the
 * table stand (E-STOP, open clamps, something in the way) or the drive is broken, a late return is no violation.
 */
export class PlantChecker {
  readonly #table: CheckedTable;
  readonly #meter: PlantMeter;
  readonly #settings: Settings;
  readonly #log = new ViolationLog();
  #inputs: number;
  #mode: BoardMode;
  #heardReturn = false;
  /** From here on the table may only go up, until an upright START. */
  #upOnlySinceMs: number | null = null;
  #highestDeg = Number.NEGATIVE_INFINITY;
  /** On this way up; a table that has gone back from something is lower, also when that is gone. */
  #wasObstructed = false;
  #lateAtMs = Number.POSITIVE_INFINITY;
  #lateLimitMs = 0;
  #wasSound = true;
  #eStopSinceMs: number | null = null;
  #clampsSinceMs: number | null = null;
  /** This head-down spell was prolonged by something that wins over a return. */
  #spellExcused = false;

  constructor(table: CheckedTable, meter: PlantMeter, settings: Settings) {
    this.#table = table;
    this.#meter = meter;
    this.#settings = settings;
    this.#inputs = table.inputs;
    this.#mode = table.board.mode;
  }

  get violations(): readonly Violation[] {
    return this.#log.violations;
  }

  /** After each cycle, at `tMs` since START. */
  observe(tMs: number): void {
    const { inputs, boardIsDown } = this.#table;
    const mode = this.#table.board.mode;
    const hearsReturn = returnPressed(inputs) && !boardIsDown;
    if (inputs !== this.#inputs || mode !== this.#mode || hearsReturn !== this.#heardReturn)
      this.#noteChange(tMs, { inputs, mode, hearsReturn });
    this.#checkMotion(tMs);
    if (this.#meter.headDownSpellMs > 0) this.#checkHeadDown(tMs);
    if (this.#upOnlySinceMs !== null) this.#checkReturn(tMs, this.#upOnlySinceMs);
    if (this.#eStopSinceMs !== null) this.#checkEStop(tMs, this.#eStopSinceMs);
    if (this.#clampsSinceMs !== null) this.#checkClamps(tMs, this.#clampsSinceMs);
  }

  #checkMotion(tMs: number): void {
    const { plant, sensors } = this.#table;
    const meter = this.#meter;
    const { uprightDeg, invertedDeg } = this.#settings.table;
    const log = this.#log;
    const tiltDeg = meter.tiltDeg;
    const lowDeg = invertedDeg + END_OFFSETS.invertedSwitchDeg - PAST_SWITCH_DEG;
    // A return without a sound angle ends on the switch, or against the stop.
    const highDeg = sensors.defects.potSound
      ? uprightDeg + PAST_UPRIGHT_DEG
      : plant.ends.uprightStopDeg + PAST_SWITCH_DEG;
    if (tiltDeg < lowDeg) log.breaks('tilt-range', tMs, tiltDeg, lowDeg);
    else if (tiltDeg > highDeg) log.breaks('tilt-range', tMs, tiltDeg, highDeg);
    else log.keep('tilt-range');

    const rate = Math.max(meter.upDegPerSec, meter.downDegPerSec);
    if (rate > BOUNDS.plantRateDegPerSec) log.breaks('rate', tMs, rate, BOUNDS.plantRateDegPerSec);
    else log.keep('rate');

    if (tiltDeg > 0 && meter.upDegPerSec > HEAD_UP_RATE_LIMIT)
      log.breaks('head-up-rate', tMs, meter.upDegPerSec, HEAD_UP_RATE_LIMIT);
    else log.keep('head-up-rate');

    const accel = meter.accelDegPerSec2;
    if (accel > BOUNDS.accelDegPerSec2) log.breaks('acceleration', tMs, accel, BOUNDS.accelDegPerSec2);
    else log.keep('acceleration');
  }

  #checkHeadDown(tMs: number): void {
    const { timeouts, table } = this.#settings;
    const spellMs = this.#meter.headDownSpellMs;
    if (spellMs <= CYCLE_MS) this.#spellExcused = false;
    if (this.#standsRightly()) this.#spellExcused = true;
    if (spellMs <= timeouts.headDownMs) return;
    const wayS = -table.invertedDeg / table.rates.emergencyDegPerSec;
    const limitMs = timeouts.headDownMs + (wayS * RETURN_FACTOR + RETURN_EXTRA_S) * 1000;
    if (spellMs > limitMs && !this.#spellExcused) this.#log.breaks('head-down-time', tMs, spellMs, limitMs);
    else this.#log.keep('head-down-time');
  }

  #checkReturn(tMs: number, sinceMs: number): void {
    const { tiltDeg } = this.#meter;
    const log = this.#log;
    if (tMs - sinceMs >= TURN_MS) {
      if (tiltDeg > this.#highestDeg) this.#highestDeg = tiltDeg;
      if (this.#isObstructed()) this.#wasObstructed = true;
      const limit = this.#wasObstructed ? DOWN_IN_POLICY_B_DEG : DOWN_AFTER_RETURN_DEG;
      const downDeg = this.#highestDeg - tiltDeg;
      if (downDeg > limit && !this.#isDriveBroken()) log.breaks('down-after-return', tMs, downDeg, limit);
      else log.keep('down-after-return');
    }
    if (this.#isUpright() || this.#standsRightly()) this.#lateAtMs = Number.POSITIVE_INFINITY;
    const { potSound, accelSound } = this.#table.sensors.defects;
    const isSound = potSound && accelSound;
    // An angle that fails on the way makes the rest of it slower.
    if (this.#wasSound && !isSound && Number.isFinite(this.#lateAtMs)) this.#allowWayUp(tMs);
    this.#wasSound = isSound;
    if (tMs > this.#lateAtMs) log.breaks('return-late', tMs, tMs - sinceMs, this.#lateLimitMs);
    else log.keep('return-late');
  }

  #checkEStop(tMs: number, sinceMs: number): void {
    if (tMs - sinceMs < ESTOP_STILL_AFTER_MS || this.#table.plant.brake.isBroken) return;
    const rate = Math.max(this.#meter.upDegPerSec, this.#meter.downDegPerSec);
    if (rate > STILL_DEG_PER_S) this.#log.breaks('moves-on-estop', tMs, rate, STILL_DEG_PER_S);
  }

  #checkClamps(tMs: number, sinceMs: number): void {
    const handOnUp = (this.#inputs & INPUT.UP) !== 0;
    if (!this.#meter.headDown || handOnUp) this.#clampsSinceMs = tMs;
    else if (tMs - sinceMs >= CLAMPS_STILL_AFTER_MS) {
      const rate = Math.max(this.#meter.upDegPerSec, this.#meter.downDegPerSec);
      if (rate > STILL_DEG_PER_S) this.#log.breaks('moves-on-open-clamps', tMs, rate, STILL_DEG_PER_S);
    }
  }

  #noteChange(
    tMs: number,
    { inputs, mode, hearsReturn }: { inputs: number; mode: BoardMode; hearsReturn: boolean },
  ): void {
    const pressed = hearsReturn && !this.#heardReturn;
    const began = mode === 'returning' && this.#mode !== 'returning';
    const started = (inputs & INPUT.START) !== 0 && (this.#inputs & INPUT.START) === 0;
    this.#inputs = inputs;
    this.#mode = mode;
    this.#heardReturn = hearsReturn;
    this.#eStopSinceMs = eStopOpen(inputs) ? (this.#eStopSinceMs ?? tMs) : null;
    this.#clampsSinceMs = clampsOpen(inputs) ? (this.#clampsSinceMs ?? tMs) : null;
    if (started && this.#isUpright()) this.#upOnlySinceMs = null;
    if (eStopOpen(inputs)) this.#beginUpOnly(tMs);
    else if ((pressed || began) && !this.#isUpright()) {
      this.#beginUpOnly(tMs);
      this.#allowWayUp(tMs);
    }
  }

  #allowWayUp(tMs: number): void {
    this.#lateLimitMs = this.#returnLimitMs();
    this.#lateAtMs = tMs + this.#lateLimitMs;
  }

  #beginUpOnly(tMs: number): void {
    this.#upOnlySinceMs = tMs;
    this.#wasObstructed = false;
    this.#highestDeg = Number.NEGATIVE_INFINITY;
    this.#lateAtMs = Number.POSITIVE_INFINITY;
  }

  #returnLimitMs(): number {
    const { rates, uprightDeg } = this.#settings.table;
    const { tiltDeg } = this.#meter;
    const { potSound, accelSound } = this.#table.sensors.defects;
    if (!potSound) return ((uprightDeg - tiltDeg + BLIND_MARGIN_DEG) * RETURN_FACTOR + BLIND_EXTRA_S) * 1000;
    // Two sources of which it is unclear which one is wrong: policy A's last sentence.
    if (!accelSound) return (((uprightDeg - tiltDeg) / DOUBTFUL_DEG_PER_S) * RETURN_FACTOR + RETURN_EXTRA_S) * 1000;
    const belowS = Math.max(0, -tiltDeg) / rates.emergencyDegPerSec;
    const aboveS = (uprightDeg - Math.max(0, tiltDeg)) / rates.emergencyHeadUpDegPerSec;
    return ((belowS + aboveS) * RETURN_FACTOR + RETURN_EXTRA_S) * 1000;
  }

  #isUpright(): boolean {
    return this.#meter.tiltDeg >= this.#settings.table.uprightDeg - UPRIGHT_WITHIN_DEG;
  }

  #isObstructed(): boolean {
    const { defects, ends } = this.#table.plant;
    return defects.wallAboveDeg < ends.uprightStopDeg || defects.wallBelowDeg > ends.invertedStopDeg;
  }

  #isDriveBroken(): boolean {
    const { brake, defects } = this.#table.plant;
    return (
      brake.isBroken ||
      defects.bridgeOpen ||
      defects.bridgeShortDuty !== 0 ||
      defects.leadsSwapped ||
      defects.couplingBroken ||
      defects.runawayDutyPerS !== 0
    );
  }

  /** Something that wins over a return keeps the table where it is, or the drive cannot move it. */
  #standsRightly(): boolean {
    const channels = this.#inputs & E_STOP_CLOSED;
    if (channels !== E_STOP_CLOSED || this.#isObstructed() || this.#isDriveBroken()) return true;
    return clampsOpen(this.#inputs) && this.#meter.headDown;
  }
}
