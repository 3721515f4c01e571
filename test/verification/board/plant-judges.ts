import { BOUNDS } from '../../../src/config/bounds.ts';
import type { BoardBench } from '../../support/board-bench.ts';

/** From where a way up begins, by its own rates: 5 deg/s to horizontal and 3 from there, and gathering speed and slowing. */
const RATES = { headDownDegPerSec: 5, headUpDegPerSec: 3, extraS: 6 } as const;
/** Policy A rises from the least duty, and its rate is what the load makes of it. */
const BLIND = { marginDeg: 10, factor: 1.5 } as const;
const DRIVEN = { degPerSec: BOUNDS.emergencyRateDegPerSec, headUpDegPerSec: BOUNDS.headUpRateDegPerSec } as const;
const PUSHED = {
  degPerSec: BOUNDS.plantRateDegPerSec,
  headUpDegPerSec: BOUNDS.headUpRateDegPerSec * 1.15 + 0.6,
} as const;
const UPRIGHT_WITHIN_DEG = 1.5;
/** The over-angle trip. */
const PAST_UPRIGHT_DEG = 2;
/** The rubber of the stop. */
const PAST_STOP_DEG = 0.5;
/** A brake takes hold in 40 ms, a drive that is cut stands in 20. */
const TO_REST_MS = 300;
/** Half a turn of nothing: a table on its brake stands exactly still but for the play in its gear. */
const STILL_DEG = 0.05;
const ASKED_MS = 1500;

export function check(holds: boolean, complaint: string): void {
  if (!holds) throw new Error(complaint);
}

export interface WayUp {
  /** Policy A ends at the switch or the stop and takes its own time. */
  readonly blind?: boolean;
  /** What comes before the way up, or in between, ms. */
  readonly extraMs?: number;
  /** Somebody pushes: the plant may then be as fast as its own bounds let it, and not only as the board's ways up. */
  readonly isPushed?: boolean;
  /** The drive is cut in full motion again and again, as no controller does: these stops are not judged. */
  readonly isCut?: boolean;
}

/** The rider is upright within the bound, no faster than a body bears and not past the range; returns after how many ms. */
export function comesUp(
  bench: BoardBench,
  { blind = false, extraMs = 0, isPushed = false, isCut = false }: WayUp = {},
): number {
  const { ends } = bench.table.plant;
  const uprightDeg = ends.uprightSwitchDeg + 1;
  const fromDeg = bench.tiltDeg;
  const boundMs = extraMs + (blind ? blindBoundMs(fromDeg, uprightDeg) : boundMsOf(fromDeg, uprightDeg));
  const tookMs = bench.runUntil(() => isUpright(bench), boundMs);
  check(isUpright(bench), `at ${at(bench)} after ${boundMs} ms, not upright: ${bench.host.mode}`);
  bench.run(TO_REST_MS);
  check(bench.table.plant.rateDegPerSec === 0, `does not come to rest upright: ${at(bench)}`);
  const mostDeg = blind ? ends.uprightStopDeg + PAST_STOP_DEG : uprightDeg + PAST_UPRIGHT_DEG;
  check(bench.highestDeg <= mostDeg, `went up to ${bench.highestDeg.toFixed(2)} deg`);
  keepsBounds(bench, { isPushed, isCut });
  return tookMs;
}

/** Whatever happens: no faster than the plant may ever be, no harder than a body bears. */
export function keepsBounds(bench: BoardBench, { isPushed = false, isCut = false }: WayUp = {}): void {
  const most = isPushed ? PUSHED : DRIVEN;
  const rate = Math.max(bench.maxUpDegPerSec, bench.maxDownDegPerSec);
  const headUp = bench.maxHeadUpDegPerSec;
  const accel = bench.maxAccelDegPerSec2;
  check(rate <= most.degPerSec, `moved at ${rate.toFixed(2)} deg/s`);
  check(headUp <= most.headUpDegPerSec, `head-up at ${headUp.toFixed(2)} deg/s`);
  check(isCut || accel <= BOUNDS.accelDegPerSec2, `accelerated by ${accel.toFixed(2)} deg/s2`);
}

/** Nothing moves for `ms`, from `afterMs` on. */
export function stands(bench: BoardBench, ms: number, afterMs = TO_REST_MS): void {
  bench.run(afterMs);
  const atDeg = bench.tiltDeg;
  bench.mark().run(ms);
  const wayDeg = Math.max(bench.highestDeg - atDeg, atDeg - bench.lowestDeg);
  check(wayDeg <= STILL_DEG, `moved by ${wayDeg.toFixed(2)} deg where it had to stand at ${atDeg.toFixed(2)}`);
}

/** A press of RETURN moves nothing. */
export function isDeafToReturn(bench: BoardBench): void {
  bench.hands.press('RETURN', 200);
  stands(bench, ASKED_MS, 0);
}

/** A held UP moves the table, slowly; let go, it stands. */
export function goesByHand(bench: BoardBench): void {
  const fromDeg = bench.tiltDeg;
  bench.mark().hands.press('UP', ASKED_MS);
  bench.run(ASKED_MS);
  const wentDeg = bench.tiltDeg - fromDeg;
  check(wentDeg > 0.5, `a held UP moved the table by ${wentDeg.toFixed(2)} deg only`);
  check(bench.maxUpDegPerSec <= 3, `by hand at ${bench.maxUpDegPerSec.toFixed(2)} deg/s`);
  stands(bench, 500, 1500);
}

/** Since `mark` it has been no lower than by that. */
export function wentDownBy(bench: BoardBench, mostDeg: number): void {
  const wentDeg = bench.markedDeg - bench.lowestDeg;
  check(wentDeg <= mostDeg, `went down by ${wentDeg.toFixed(2)} deg, ${mostDeg} at the most`);
}

export function isUpright({ table }: BoardBench): boolean {
  const { ends, rateDegPerSec, tiltDeg } = table.plant;
  return tiltDeg >= ends.uprightSwitchDeg + 1 - UPRIGHT_WITHIN_DEG && Math.abs(rateDegPerSec) < 0.01;
}

function boundMsOf(fromDeg: number, uprightDeg: number): number {
  const belowS = Math.max(0, -fromDeg) / RATES.headDownDegPerSec;
  const aboveS = (uprightDeg - Math.max(0, fromDeg)) / RATES.headUpDegPerSec;
  return Math.round((belowS + aboveS + RATES.extraS) * 100) * 10;
}

function blindBoundMs(fromDeg: number, uprightDeg: number): number {
  return Math.round((uprightDeg - fromDeg + BLIND.marginDeg) * BLIND.factor * 100) * 10;
}

function at({ table }: BoardBench): string {
  return `${table.plant.tiltDeg.toFixed(2)} deg and ${table.plant.rateDegPerSec.toFixed(2)} deg/s`;
}
