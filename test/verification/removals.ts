import type { ScheduledEvent } from '../../sim/scheduled-event.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/config/settings.ts';
import { emergencyWayMs } from '../cycle/short-session.ts';
import { settingsWith } from '../machine/table-driver.ts';
import * as judge from './removal-judges.ts';
import type { BeforeStart } from './start-refused.ts';

/**
 * Every check of `allChecks` is left out in turn. What the plant then does must be worse than the reaction allows, or a
 * START that was refused must move it: a check whose absence nobody sees protects nobody.
 */
interface OnThePlant {
  readonly faults: readonly string[];
  /** Into a hold at -30, the ramp to -60, a ramp up or a rest: where it shows, ms after START. */
  readonly atMs: readonly number[];
  readonly later?: (atMs: number) => readonly ScheduledEvent[];
  readonly settings?: Settings;
  /** 3 unless given. */
  readonly seed?: number;
  /** The reaction as the plant shows it. */
  readonly holds: judge.Holds;
}

export interface Removal {
  /** As `namesOfChecks` calls it. */
  readonly check: string;
  /** What sees the same fault as well, only later or less surely, and is left out in both runs. */
  readonly backUps?: { readonly checks: readonly string[]; readonly because: string };
  readonly shows: OnThePlant | BeforeStart;
}

const AT_FIRST = 100;
const IN_RAMP_DOWN = 30_000;
const IN_HOLD = 65_000;
const IN_REST = 93_000;
const GOING_DOWN = 106_000;
const IN_DEEP_HOLD = 130_000;
const GOING_UP = 160_000;
const ANYWHERE = [IN_HOLD, GOING_DOWN, GOING_UP];

/** A drive with a small motor. */
const SMALL_MOTOR: Settings = {
  ...DEFAULT_SETTINGS,
  table: { ...DEFAULT_SETTINGS.table, drive: { ...DEFAULT_SETTINGS.table.drive, ratedAmps: 1.2 } },
};
const SHORT_HOLD_TO_RUN = settingsWith({ timeouts: { holdToRunMs: 10_000 } });

export const REMOVALS: readonly Removal[] = [
  {
    check: 'H-21',
    shows: { faults: ['H-21:both'], atMs: ANYWHERE, holds: judge.standsWithin(4000) },
  },
  { check: 'H-06', shows: { faults: ['H-06:a', 'H-06:b'], atMs: ANYWHERE, holds: judge.doesNotMoveOn } },
  { check: 'H-11', shows: { faults: ['H-11:open', 'H-11:short'], atMs: ANYWHERE, holds: judge.returnsAtOnce } },
  { check: 'H-09', shows: { faults: ['H-09:repeated'], atMs: ANYWHERE, holds: judge.returnsAtOnce } },
  { check: 'H-08', shows: { faults: ['H-08'], atMs: [GOING_DOWN, GOING_UP], holds: judge.returnsAtOnce } },
  {
    check: 'H-12',
    backUps: { checks: ['H-08', 'H-13'], because: 'a reversed angle soon stands 5 deg off, and lags 2 deg' },
    shows: { faults: ['H-12'], atMs: [IN_REST], holds: judge.returnsLaterBy(10_000) },
  },
  {
    check: 'H-10',
    shows: { faults: ['H-10:up', 'H-10:down'], atMs: [IN_HOLD], holds: judge.returnsLaterBy(16_000) },
  },
  // Taken for overspeed, the way up is given up after a few tries.
  {
    check: 'H-10 (2)',
    shows: { faults: ['H-10:slips-up'], atMs: [GOING_UP], holds: judge.returnsLaterBy(2000) },
  },
  // Which angle has drifted, only an end of the range says before they are 5 deg apart: the way up is the faster one.
  {
    check: 'H-10 (3)',
    shows: { faults: ['H-10:slowly-up'], atMs: [IN_HOLD], holds: judge.isUprightWithin(() => 115_000) },
  },
  { check: 'H-13', shows: { faults: ['H-13'], atMs: ANYWHERE, holds: judge.returnsAtTwoDegPerSec } },
  {
    check: 'H-13 (2)',
    shows: { faults: ['H-13:turned'], atMs: ANYWHERE, holds: judge.isUprightWithin(() => 75_000) },
  },
  // Without it the way up begins all the same, but only when the lease is over.
  { check: 'H-34', shows: { faults: ['H-34'], atMs: [IN_HOLD, IN_DEEP_HOLD], holds: judge.leavesTheBrakeWithin(200) } },
  // The board brings the rider up in any case; the host goes on with a session that is over.
  { check: 'H-27', shows: { faults: ['H-32:stream'], atMs: [2000], holds: judge.isOverWithUpright } },
  { check: 'H-30', shows: { faults: ['H-30:burst'], atMs: [IN_HOLD, GOING_DOWN], holds: judge.returnsAtOnce } },
  { check: 'H-23', shows: { faults: ['H-23'], atMs: [IN_HOLD, GOING_DOWN], holds: judge.returnsAtOnce } },
  {
    check: 'H-25',
    backUps: { checks: ['H-23'], because: 'a reserve is drawn on only when the mains are gone' },
    shows: { faults: ['H-25:low', 'H-25:nearly-empty'], atMs: [IN_HOLD], holds: judge.returnsLaterBy(2000) },
  },
  {
    check: 'H-57',
    shows: { faults: ['H-57:hot'], atMs: [AT_FIRST], settings: SMALL_MOTOR, holds: judge.turnsAbove(30) },
  },
  { check: 'H-37', shows: { fault: 'H-37:fast', forMs: 21_000 } },
  {
    check: 'H-15',
    shows: { faults: ['H-15'], atMs: [IN_HOLD, IN_DEEP_HOLD], holds: judge.standsFromTheNextMotion },
  },
  { check: 'H-16', shows: { faults: ['H-16:up'], atMs: [IN_RAMP_DOWN, GOING_DOWN], holds: judge.endsOnTheBrake } },
  {
    check: 'H-54',
    shows: { faults: ['H-54:offset'], atMs: [IN_HOLD], holds: judge.returnsLaterBy(16_000) },
  },
  { check: 'H-54 (2)', shows: { faults: ['H-54:dead'], atMs: [AT_FIRST], holds: judge.turnsAbove(70) } },
  { check: 'H-17', shows: { faults: ['H-17'], atMs: [IN_HOLD, IN_DEEP_HOLD], holds: judge.brakeOffUnder(3000) } },
  { check: 'H-55', shows: { faults: ['H-55'], atMs: [IN_HOLD, IN_DEEP_HOLD], holds: judge.brakeOffUnder(3000) } },
  {
    check: 'H-53',
    backUps: { checks: ['H-18'], because: 'a brake that does not let go is a jam like another' },
    shows: { faults: ['H-53:engaged'], atMs: [AT_FIRST], holds: judge.letsGo },
  },
  {
    check: 'H-48',
    backUps: { checks: ['H-58'], because: 'what creeps down from the deepest hold is 1 deg later beyond the range' },
    shows: { faults: ['H-48:brake-slips', 'H-48:drive-worn'], atMs: [GOING_DOWN], holds: judge.isWithinBounds },
  },
  { check: 'H-18', shows: { faults: ['H-18'], atMs: [IN_RAMP_DOWN, GOING_DOWN], holds: judge.letsGo } },
  {
    check: 'H-19',
    shows: {
      faults: ['H-19'],
      atMs: [GOING_UP, 225_000],
      later: (atMs) => [{ kind: 'clear', atMs: atMs + 40_000, fault: 'H-19' }],
      holds: judge.letsGo,
    },
  },
  {
    check: 'H-58',
    backUps: { checks: ['H-48'], because: 'on the brake the creep is seen a degree earlier' },
    shows: { faults: ['H-58:slowly', 'H-58:leant-on'], atMs: [IN_HOLD], holds: judge.isWithinBounds },
  },
  // A rider who throws the weight to and fro: each time the table stands on its brake for 2 s.
  {
    check: 'H-20',
    shows: { faults: ['H-20:repeated'], atMs: [84_000, GOING_DOWN], holds: judge.returnsShaken(10_000) },
  },
  {
    check: 'H-49',
    shows: {
      faults: ['H-49'],
      atMs: [145_000],
      later: (atMs) => [{ kind: 'press', atMs: atMs - 5000, button: 'RETURN', forMs: 150 }],
      holds: judge.isWithinBounds,
    },
  },
  {
    check: 'H-59',
    shows: { faults: ['H-59:a', 'H-59:b'], atMs: [IN_RAMP_DOWN, ...ANYWHERE], holds: judge.returnsAtOnce },
  },
  // Either contact alone is a press, and brings the rider up without it; a contact that came free again is forgotten.
  { check: 'H-04', shows: { fault: 'H-04:made', forMs: 1000 } },
  {
    check: 'H-01',
    shows: {
      faults: ['H-01'],
      atMs: [IN_HOLD, 85_000],
      settings: SHORT_HOLD_TO_RUN,
      holds: judge.isUprightWithin(() => 14_000 + emergencyWayMs(-60)),
    },
  },
  { check: 'H-03', shows: { fault: 'H-03', forMs: 61_000 } },
  { check: 'H-46', shows: { fault: 'H-46', forMs: 1000 } },
  { check: 'H-47', shows: { fault: 'H-47', forMs: 'a session' } },
];
