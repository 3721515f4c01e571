import { describe, expect, it } from 'vitest';
import type { RiderMovement } from '../../sim/rider-exercise.ts';
import type { ScheduledEvent } from '../../sim/scheduled-event.ts';
import type { SessionResult } from '../../sim/session-result.ts';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { invariant } from '../../src/domain/invariant.ts';
import { sessionPlanOf } from '../../src/machine/session-plan-of.ts';
import { judgeProgram } from '../../src/programs/judge-program.ts';
import { readProgramText } from '../../src/programs/read-program.ts';
import type { Check, SafetyInput } from '../../src/safety/check.ts';
import { allChecks } from '../../src/safety/checks.ts';
import { sourcesDisagree } from '../../src/safety/sources-disagree.ts';
import { safetyInputOf } from '../safety/table-fixtures.ts';
import { fault, press, simulatePlan } from '../support/simulate.ts';

const planOfStep = (step: string) => {
  const text = `name: short\nsteps:\n  - ${step}: -30°\n    for: 25 s\n`;
  const found = judgeProgram(readProgramText('short.yaml', text), DEFAULT_SETTINGS);
  invariant(found.ok, 'the short program passes its check');
  return sessionPlanOf(found, DEFAULT_SETTINGS);
};
const EXERCISE = planOfStep('exercise');
const HOLD = planOfStep('hold');

/** What the checks see while the table stands on its brake head-down. */
interface Seen {
  movingMs: number;
  mostApartDeg: number;
  longestOverMs: number;
  potSpreadDeg: number;
  mostFittedRate: number;
  implausibleMs: number;
}

/** Over this the two sources disagree; H-13 waits 200 ms. */
const DISAGREE_DEG = 5;

function probeOf(seen: Seen): Check {
  let overSinceMs = Number.NaN;
  let [lowDeg, highDeg] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const note = ({ estimate, riderMoves }: SafetyInput): boolean => {
    if (!riderMoves) return false;
    seen.movingMs += 10;
    const apartDeg = Math.abs(estimate.potTiltDeg - estimate.accelTiltDeg);
    seen.mostApartDeg = Math.max(seen.mostApartDeg, apartDeg);
    if (apartDeg <= DISAGREE_DEG) overSinceMs = Number.NaN;
    else if (Number.isNaN(overSinceMs)) overSinceMs = estimate.nowMs;
    if (!Number.isNaN(overSinceMs)) seen.longestOverMs = Math.max(seen.longestOverMs, estimate.nowMs - overSinceMs);
    lowDeg = Math.min(lowDeg, estimate.potTiltDeg);
    highDeg = Math.max(highDeg, estimate.potTiltDeg);
    seen.potSpreadDeg = highDeg - lowDeg;
    seen.mostFittedRate = Math.max(seen.mostFittedRate, Math.abs(estimate.fittedRateDegPerSec));
    if (!estimate.accelPlausible) seen.implausibleMs += 10;
    return false;
  };
  return { id: 'H-13', reaction: 'RET', present: note };
}

const RIDERS = [
  { massKg: 40, comCm: 5 },
  { massKg: 85, comCm: 0 },
  { massKg: 150, comCm: -5 },
] as const;

describe('a rider who exercises where the program asks for it', () => {
  it.each(RIDERS)('[H-13] [H-20] completes without a fault: %o', (rider) => {
    for (let seed = 1; seed <= 2; seed += 1) {
      const seen: Seen = {
        movingMs: 0,
        mostApartDeg: 0,
        longestOverMs: 0,
        potSpreadDeg: 0,
        mostFittedRate: 0,
        implausibleMs: 0,
      };
      const result = simulatePlan(EXERCISE, { seed, rider, checks: [probeOf(seen), ...allChecks(DEFAULT_SETTINGS)] });
      expect([result.outcome, result.faults, result.violations], `seed ${seed}`).toEqual(['completed', [], []]);
      expect(result.holds.map(({ maxErrorDeg }) => maxErrorDeg < 0.5)).toEqual([true]);
      // The flag reaches the checks for this hold and no longer, and there is something to tolerate.
      expect(Math.abs(seen.movingMs - 25_000), `seed ${seed}`).toBeLessThanOrEqual(20);
      expect(seen.mostApartDeg, `seed ${seed}`).toBeGreaterThan(1);
    }
  });
});

describe('[H-13] a frame that rocks at 0.5 Hz by 12 deg, as the accelerometer has it', () => {
  const firstTripMs = (riderMoves: boolean, rockDeg: number): number | null => {
    const check = sourcesDisagree();
    for (let nowMs = 0; nowMs < 20_000; nowMs += 10) {
      const accelTiltDeg = -30 + rockDeg * Math.sin(Math.PI * (nowMs / 1000)) + (rockDeg === 0 ? 12 : 0);
      const estimate = { nowMs, tiltDeg: -30, accelTiltDeg };
      if (check.present(safetyInputOf({ estimate, riderMoves }))) return nowMs;
    }
    return null;
  };

  it('is the rider in an exercise, and a fault in any other hold', () => {
    expect(firstTripMs(true, 12)).toBeNull();
    expect(firstTripMs(false, 12)).toBeLessThan(500);
  });

  it('is a fault in an exercise too where one source stays away', () => {
    expect(firstTripMs(true, 0)).toBe(1500);
  });
});

describe('something in the way on the ramps about an exercise is still found', () => {
  const run = (events: readonly ScheduledEvent[]): SessionResult => simulatePlan(EXERCISE, { seed: 2, events });

  it('[H-18] before it: the table stops short, and the rider comes up', () => {
    const result = run([fault('H-18', 40)]);
    expect([result.outcome, result.cause, result.violations]).toEqual(['returned', 'H-18', []]);
    expect(result.minTiltDeg).toBeGreaterThan(-10);
    expect(result.finalTiltDeg).toBeGreaterThan(73);
  });

  it('[H-19] after it: nothing is pushed through, and the rider comes up once it is gone', () => {
    const cleared: ScheduledEvent = { kind: 'clear', atMs: 120_000, fault: 'H-19' };
    const result = run([fault('H-19', 84), cleared, press('UP', 121, 58)]);
    expect([result.outcome, result.cause, result.violations]).toEqual(['returned', 'H-19', []]);
    expect(result.finalTiltDeg).toBeGreaterThan(73);
  });
});

describe('a rider who moves unasked', () => {
  it.each<[RiderMovement, SessionResult['outcome'][]]>([
    ['in-every-hold', ['completed']],
    ['always', ['completed', 'returned']],
  ])('%s: comes up all the same', (riderMovement, outcomes) => {
    for (const rider of RIDERS) {
      const result = simulatePlan(HOLD, { seed: 3, rider, riderMovement });
      expect(outcomes, `${rider.massKg} kg, by ${result.cause}`).toContain(result.outcome);
      expect(result.violations).toEqual([]);
      expect(result.minTiltDeg).toBeGreaterThan(-31);
      expect(result.finalTiltDeg).toBeGreaterThan(73);
    }
  });
});
