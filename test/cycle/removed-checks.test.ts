import { describe, expect, it } from 'vitest';
import type { ScheduledEvent } from '../../sim/scheduled-event.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/config/settings.ts';
import type { HazardId } from '../../src/domain/faults.ts';
import { allChecks } from '../../src/safety/checks.ts';
import { emergencyWayMs, runShort, type ShortResult, sampleAt, uprightFromMs } from './short-session.ts';

/**
 * Every check is left out in turn. What the plant then does must be worse than the reaction allows: a check whose absence
 * nobody sees protects nobody. Where another one covers for it, the row says which, and the test sees that it does.
 */
interface Removal {
  readonly id: HazardId;
  readonly faults: readonly string[];
  /** Into a hold at -30, the ramp to -60, a ramp up or a rest: where it shows, ms after START. */
  readonly atMs: readonly number[];
  readonly later?: (atMs: number) => readonly ScheduledEvent[];
  readonly settings?: Settings;
  /** The reaction as the plant shows it; false where it was missed. */
  readonly holds: (result: ShortResult, atMs: number) => boolean;
}

const IN_HOLD = 65_000;
const GOING_DOWN = 106_000;
const GOING_UP = 160_000;
const OVERHEAD_MS = 4000;

const isUprightWithin =
  (ms: (tiltDeg: number) => number) =>
  (result: ShortResult, atMs: number): boolean =>
    uprightFromMs(result) - atMs < ms(sampleAt(result, atMs).tiltDeg) && isWithinBounds(result);

const isWithinBounds = ({ violations, minTiltDeg, maxRateDegPerSec }: ShortResult): boolean =>
  violations.length === 0 && minTiltDeg > -62.5 && maxRateDegPerSec < 8;

const returnsAtOnce = isUprightWithin((tiltDeg) => emergencyWayMs(tiltDeg) + OVERHEAD_MS);

/** Stands within a time and a few degrees of where it was, and is still there 20 s later. */
const standsWithin =
  (ms: number) =>
  (result: ShortResult, atMs: number): boolean => {
    const { tiltDeg } = sampleAt(result, atMs);
    const stoodDeg = sampleAt(result, atMs + ms).tiltDeg;
    const stillDeg = sampleAt(result, atMs + 20_000).tiltDeg;
    return Math.abs(stoodDeg - tiltDeg) < 2.5 && Math.abs(stillDeg - stoodDeg) < 0.1;
  };

/** The drive has let go of what is in its way within a time of first pushing, and by 30 s for good. */
const letsGoWithin =
  (ms: number) =>
  ({ trace }: ShortResult, atMs: number): boolean => {
    let pushingMs = 0;
    for (const { tMs, currentAmps } of trace) {
      pushingMs = tMs > atMs && currentAmps > DEFAULT_SETTINGS.table.drive.obstructionAmps ? pushingMs + 50 : 0;
      if (pushingMs > ms) return false;
    }
    return true;
  };

/** What shows only on the brake takes some seconds to be told from noise. */
const returnsSoon = isUprightWithin((tiltDeg) => emergencyWayMs(tiltDeg) + OVERHEAD_MS + 16_000);

/** The drive is at fault: the table stays within 3 deg of where the next motion began, on its brake. */
const standsFromTheNextMotion = ({ trace, finalTiltDeg }: ShortResult, atMs: number): boolean => {
  const { tiltDeg } = trace.find(({ tMs }) => tMs >= atMs) ?? { tiltDeg: Number.NaN };
  const last = trace.at(-1);
  return Math.abs(finalTiltDeg - tiltDeg) < 3 && last?.brakeReleased === false && last.duty === 0;
};

const SHORT_HOLD_TO_RUN: Settings = {
  ...DEFAULT_SETTINGS,
  timeouts: { ...DEFAULT_SETTINGS.timeouts, holdToRunMs: 10_000 },
};

const SHOWN: readonly Removal[] = [
  { id: 'H-21', faults: ['H-21:both'], atMs: [IN_HOLD, GOING_DOWN, GOING_UP], holds: standsWithin(4000) },
  { id: 'H-06', faults: ['H-06:a', 'H-06:b'], atMs: [IN_HOLD, GOING_DOWN, GOING_UP], holds: holdsFromTheNextMotion },
  { id: 'H-11', faults: ['H-11:open', 'H-11:short'], atMs: [IN_HOLD, GOING_DOWN, GOING_UP], holds: returnsAtOnce },
  { id: 'H-09', faults: ['H-09:repeated'], atMs: [IN_HOLD, GOING_DOWN, GOING_UP], holds: returnsAtOnce },
  { id: 'H-08', faults: ['H-08'], atMs: [GOING_DOWN, GOING_UP], holds: returnsAtOnce },
  {
    id: 'H-13',
    faults: ['H-13'],
    atMs: [IN_HOLD, GOING_DOWN, GOING_UP],
    holds: isUprightWithin((tiltDeg) => ((75 - tiltDeg) / 2) * 1000 + OVERHEAD_MS),
  },
  // A rider who throws the weight to and fro: each time the table stands on its brake for 2 s.
  {
    id: 'H-20',
    faults: ['H-20:repeated'],
    atMs: [84_000, GOING_DOWN],
    holds: (result, atMs) =>
      uprightFromMs(result) - atMs < emergencyWayMs(sampleAt(result, atMs).tiltDeg) + OVERHEAD_MS + 10_000,
  },
  { id: 'H-10', faults: ['H-10:up', 'H-10:down'], atMs: [IN_HOLD], holds: returnsSoon },
  { id: 'H-15', faults: ['H-15'], atMs: [30_000, GOING_UP], holds: standsFromTheNextMotion },
  { id: 'H-54', faults: ['H-54:offset'], atMs: [IN_HOLD], holds: returnsSoon },
  { id: 'H-23', faults: ['H-23'], atMs: [IN_HOLD, GOING_DOWN], holds: returnsAtOnce },
  { id: 'H-30', faults: ['H-30:burst'], atMs: [IN_HOLD, GOING_DOWN], holds: returnsAtOnce },
  {
    id: 'H-49',
    faults: ['H-49'],
    atMs: [145_000],
    later: (atMs) => [{ kind: 'press', atMs: atMs - 5000, button: 'RETURN', forMs: 150 }],
    holds: isWithinBounds,
  },
  { id: 'H-18', faults: ['H-18'], atMs: [30_000, GOING_DOWN], holds: letsGoWithin(150) },
  {
    id: 'H-19',
    faults: ['H-19'],
    atMs: [GOING_UP, 225_000],
    later: (atMs) => [{ kind: 'clear', atMs: atMs + 40_000, fault: 'H-19' }],
    holds: letsGoWithin(150),
  },
  { id: 'H-59', faults: ['H-59:a', 'H-59:b'], atMs: [30_000, IN_HOLD, GOING_DOWN, GOING_UP], holds: returnsAtOnce },
  {
    id: 'H-01',
    faults: ['H-01'],
    atMs: [IN_HOLD, 85_000],
    settings: SHORT_HOLD_TO_RUN,
    holds: isUprightWithin(() => 10_000 + emergencyWayMs(-60) + OVERHEAD_MS),
  },
];

/** In a hold the brake stands anyway: the table may not move on after it. */
function holdsFromTheNextMotion(result: ShortResult, atMs: number): boolean {
  return Math.abs(sampleAt(result, atMs + 40_000).tiltDeg - sampleAt(result, atMs).tiltDeg) < 1;
}

function runRemoval({ faults, atMs, later = () => [], settings = DEFAULT_SETTINGS }: Removal, without?: HazardId) {
  return faults.flatMap((fault) =>
    atMs.map((faultMs) => {
      const events: readonly ScheduledEvent[] = [{ kind: 'fault', atMs: faultMs, fault }, ...later(faultMs)];
      return {
        faultMs,
        result: runShort({ seed: 3, events, settings, ...(without === undefined ? {} : { without }) }),
      };
    }),
  );
}

describe('a check that is left out is missed on the plant', () => {
  it.each(SHOWN.map((each) => [each.id, each.faults.join(' '), each] as const))('[%s] by %s', (id, _, removal) => {
    for (const { result, faultMs } of runRemoval(removal)) {
      expect(removal.holds(result, faultMs), `with all checks: ${result.replay}`).toBe(true);
    }
    for (const { result, faultMs } of runRemoval(removal, id)) {
      expect(removal.holds(result, faultMs), `without ${id}: ${result.replay}`).toBe(false);
    }
  });
});

/** Where the plant shows no difference, because of what else stands in the way. */
interface Redundancy {
  readonly id: HazardId;
  readonly fault: string;
  readonly coveredBy: string;
  /** When it comes out: judged with the check and without. */
  readonly holds: (result: ShortResult, atMs: number) => boolean;
}

const COVERED: readonly Redundancy[] = [
  { id: 'H-04', fault: 'H-04:made', coveredBy: 'either contact alone, which is a press', holds: returnsAtOnce },
  { id: 'H-34', fault: 'H-34', coveredBy: 'the lease, which the host lets end in its silence', holds: returnsAtOnce },
  { id: 'H-27', fault: 'H-27', coveredBy: 'the board, which is on its way up by itself', holds: returnsAtOnce },
  { id: 'H-47', fault: 'H-47', coveredBy: 'the angle, which the limit never outweighs', holds: isWithinBounds },
  { id: 'H-46', fault: 'H-46', coveredBy: 'the angle, by which the table stands upright', holds: isWithinBounds },
];

describe('a check that another one covers for', () => {
  it.each(COVERED.map((each) => [each.id, each.coveredBy, each] as const))(
    '[%s] is covered by %s',
    (id, _, { fault, holds }) => {
      for (const atMs of [30_000, IN_HOLD, GOING_UP]) {
        const events: readonly ScheduledEvent[] = [{ kind: 'fault', atMs, fault }];
        const [whole, without] = [runShort({ seed: 3, events }), runShort({ seed: 3, events, without: id })];
        expect(holds(whole, atMs), whole.replay).toBe(true);
        expect(holds(without, atMs), `without ${id}: ${without.replay}`).toBe(true);
        // A host that hears nothing cannot tell of it afterwards.
        if (id !== 'H-34') expect(whole.faults, whole.replay).toContain(id);
      }
    },
  );

  it('[H-58] [H-13] [H-08] is covered while the sources are compared: a drift is seen before the table is too deep', () => {
    const events: readonly ScheduledEvent[] = [{ kind: 'fault', atMs: GOING_DOWN, fault: 'H-10:up' }];
    expect(runShort({ seed: 3, events, without: 'H-58' }).minTiltDeg).toBeGreaterThan(-62.5);
  });

  it('names every check: shown, covered, or unit-tested only because no fault of the simulator reaches it', () => {
    const shown = new Set<HazardId>([...SHOWN, ...COVERED].map(({ id }) => id));
    /** Others answer first on the plant, or the answer is a lock at the end; hazards-in-simulation shows what it does then. */
    const byUnitTestOnly: readonly HazardId[] = [
      'H-03',
      'H-12',
      'H-16',
      'H-17',
      'H-25',
      'H-37',
      'H-48',
      'H-53',
      'H-55',
      'H-57',
      'H-58',
    ];
    const all = allChecks(DEFAULT_SETTINGS).map(({ id }) => id);
    expect(all.filter((id) => !shown.has(id) && !byUnitTestOnly.includes(id))).toEqual([]);
  });
});
