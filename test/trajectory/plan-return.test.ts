import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planReturn, type ReturnLimits } from '../../src/trajectory/plan-return.ts';
import {
  type MotionLimits,
  planTrajectory,
  type TiltState,
  type Trajectory,
} from '../../src/trajectory/plan-trajectory.ts';
import { roughnessOf } from './motion-arbitraries.ts';

const limitsOf = (maxRate: number): MotionLimits => ({ maxRate, minRate: -6, maxAccel: 4, minAccel: -4, maxJerk: 8 });
const fastThenSlow: ReturnLimits = { headDown: limitsOf(5), headUp: limitsOf(3) };
const slowThenFast: ReturnLimits = { headDown: limitsOf(2), headUp: limitsOf(5) };
const state = (tiltDeg: number, rateDegPerSec = 0, accelDegPerSec2 = 0): TiltState => ({
  tiltDeg,
  rateDegPerSec,
  accelDegPerSec2,
});
const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const runs = { numRuns: 300 };

/** Highest rate on each side of 0 deg, from a second after which a start may still be breaking its limits. */
const highestRates = (trajectory: Trajectory, fromS = 0): { below: number; above: number } => {
  const highest = { below: Number.NEGATIVE_INFINITY, above: Number.NEGATIVE_INFINITY };
  for (let index = 0; index <= 1000; index += 1) {
    const { tiltDeg, rateDegPerSec } = trajectory.at(fromS + ((trajectory.durationS - fromS) * index) / 1000);
    // At 0 deg itself, rounding decides the side.
    if (Math.abs(tiltDeg) < 1e-6) continue;
    const side = tiltDeg < 0 ? 'below' : 'above';
    highest[side] = Math.max(highest[side], rateDegPerSec);
  }
  return highest;
};

const expectSmooth = (trajectory: Trajectory, maxJerk: number): void =>
  expect(roughnessOf(trajectory, maxJerk, 500)).toBeLessThan(1e-8);

describe('planReturn from far head-down', () => {
  const trajectory = planReturn(state(-60), 75, fastThenSlow);

  it('rises at the head-down rate and passes 0 deg at the head-up rate', () => {
    // 60 deg: up to 5 deg/s over 4.375 deg, down to 3 deg/s over 4 deg, the rest at 5 deg/s; then 75 deg at 3 deg/s.
    const headDownS = 1.75 + 1 + (60 - 4.375 - 4) / 5;
    const headUpS = 75 / 3 + 3 / 4 / 2 + 4 / 8 / 2;
    expect(trajectory.durationS).toBeCloseTo(headDownS + headUpS, 9);
    expect(highestRates(trajectory)).toEqual({ below: expect.closeTo(5, 9), above: expect.closeTo(3, 9) });
    const passing = trajectory.at(headDownS);
    expect(passing.tiltDeg).toBeCloseTo(0, 9);
    expect(passing.rateDegPerSec).toBeCloseTo(3, 9);
    expect(passing.accelDegPerSec2).toBeCloseTo(0, 9);
  });

  it('is one smooth motion that ends at rest', () => {
    expectSmooth(trajectory, 8);
    expect(trajectory.at(trajectory.durationS)).toEqual(state(75));
    expect(trajectory.at(0)).toEqual(state(-60));
  });

  it('is faster than the head-up rate throughout', () => {
    expect(trajectory.durationS).toBeLessThan(planTrajectory(state(-60), 75, limitsOf(3)).durationS - 6);
  });

  it('passes 0 deg at the head-down rate where that is the lower one, and goes faster from there', () => {
    const slowFirst = planReturn(state(-60), 75, slowThenFast);
    expect(highestRates(slowFirst)).toEqual({ below: expect.closeTo(2, 9), above: expect.closeTo(5, 9) });
    expectSmooth(slowFirst, 8);
  });
});

describe('planReturn', () => {
  it('keeps the head-down limits throughout for a target of 0 deg or lower', () => {
    const limits = { headDown: limitsOf(5), headUp: { ...limitsOf(3), minRate: -2 } };
    for (const [start, targetDeg] of [
      [state(-60), 0],
      [state(-60), -20],
      [state(30), -20],
    ] as const) {
      const plain = planTrajectory(start, targetDeg, limits.headDown);
      expect(planReturn(start, targetDeg, limits).durationS).toBe(plain.durationS);
    }
  });

  it('keeps the head-up limits throughout where the motion stays above 0 deg', () => {
    for (const start of [state(0), state(20, -3), state(40, 2, 1)]) {
      expect(planReturn(start, 75, fastThenSlow).durationS).toBe(
        planTrajectory(start, 75, fastThenSlow.headUp).durationS,
      );
    }
  });

  it('slows at once where it starts too fast and too near to slow before 0 deg', () => {
    const trajectory = planReturn(state(-1, 5), 75, fastThenSlow);
    expect(trajectory.durationS).toBe(planTrajectory(state(-1, 5), 75, fastThenSlow.headUp).durationS);
  });

  it('stops in time for a target just above 0 deg, at the head-down rate until then', () => {
    for (const targetDeg of [0.01, 0.3, 1]) {
      const trajectory = planReturn(state(-60), targetDeg, fastThenSlow);
      expect(highestRates(trajectory).above).toBeLessThanOrEqual(3 + 1e-9);
      expect(trajectory.durationS).toBe(planTrajectory(state(-60), targetDeg, fastThenSlow.headDown).durationS);
    }
  });

  it('passes 0 deg more slowly where the stop from the head-up rate would end beyond the target', () => {
    // From 3 deg/s the stop takes 1.875 deg.
    for (const targetDeg of [1.6, 1.7, 1.8, 1.87]) {
      const trajectory = planReturn(state(-60), targetDeg, fastThenSlow);
      expect(highestRates(trajectory).above).toBeLessThanOrEqual(3 + 1e-9);
      const tilts = Array.from(
        { length: 500 },
        (_, index) => trajectory.at((trajectory.durationS * index) / 500).tiltDeg,
      );
      expect(Math.max(...tilts)).toBeLessThanOrEqual(targetDeg + 1e-9);
      expect(trajectory.durationS).toBeLessThan(15);
    }
  });

  it('still gains speed above 0 deg from a start too near to reach the lower rate before', () => {
    for (const tiltDeg of [-0.1, -0.4, -0.6, -0.8, -1]) {
      const trajectory = planReturn(state(tiltDeg), 75, slowThenFast);
      expect(highestRates(trajectory).below).toBeLessThanOrEqual(2 + 1e-9);
      expect(trajectory.durationS).toBeLessThan(planTrajectory(state(tiltDeg), 75, limitsOf(5)).durationS + 0.6);
    }
  });

  it('moves without a jump where it has next to nothing to spare before 0 deg', () => {
    // From 5 to 3 deg/s takes 1 s at a mean of 4 deg/s.
    for (const spareDeg of [1e-3, 1e-5, 1e-7, 1e-9, 0]) {
      const trajectory = planReturn(state(-4 - spareDeg, 5), 75, fastThenSlow);
      expect(trajectory.durationS).toBeCloseTo(1 + 25 + 0.625, 3);
      const [before, after] = [trajectory.at(1 - 1e-7), trajectory.at(1 + 1e-3)];
      expect(after.tiltDeg - before.tiltDeg).toBeCloseTo(3 * (1e-3 + 1e-7), 6);
      expect(highestRates(trajectory).above).toBeLessThanOrEqual(3 + 1e-8);
    }
  });

  it('slows a descent that is too fast at once, as a plain plan does', () => {
    const start = state(-20, -9, 1);
    const trajectory = planReturn(start, 75, fastThenSlow);
    const plain = planTrajectory(start, -10, fastThenSlow.headDown);
    for (const timeS of [0.2, 0.5, 0.8]) {
      expect(trajectory.at(timeS).rateDegPerSec).toBeCloseTo(plain.at(timeS).rateDegPerSec, 9);
    }
  });

  it('keeps both sides from any start inside the limits, at any tilt and however it moves', () => {
    const starts = fc.record({
      tiltDeg: fc.oneof(between(-60, 75), between(-3, 3)),
      rateDegPerSec: between(-6, 2),
      accelDegPerSec2: between(-4, 0),
    });
    fc.assert(
      fc.property(starts, between(0.1, 75), fc.constantFrom(fastThenSlow, slowThenFast), (start, targetDeg, limits) => {
        fc.pre(start.rateDegPerSec - start.accelDegPerSec2 ** 2 / 16 >= -6);
        const trajectory = planReturn(start, targetDeg, limits);
        const { below, above } = highestRates(trajectory);
        expect(below).toBeLessThanOrEqual(limits.headDown.maxRate + 1e-8);
        expect(above).toBeLessThanOrEqual(limits.headUp.maxRate + 1e-8);
        expect(trajectory.at(trajectory.durationS)).toEqual(state(targetDeg));
        expectSmooth(trajectory, 8);
      }),
      runs,
    );
  });

  it('comes to the head-up rate before 0 deg from any start far enough below, fast or slow, and stays there', () => {
    fc.assert(
      fc.property(between(-60, -35), between(-8, 8), between(-6, 6), (tiltDeg, rate, accel) => {
        const trajectory = planReturn(state(tiltDeg, rate, accel), 75, fastThenSlow);
        expect(highestRates(trajectory).above).toBeLessThanOrEqual(3 + 1e-8);
        expect(highestRates(trajectory, 4).below).toBeLessThanOrEqual(5 + 1e-8);
        expectSmooth(trajectory, 8);
      }),
      runs,
    );
  });

  it('keeps the acceleration and jerk limits of each side', () => {
    const gentle: MotionLimits = { maxRate: 3, minRate: -6, maxAccel: 1, minAccel: -2, maxJerk: 4 };
    const starts = fc.oneof(
      fc.record({ tiltDeg: between(-60, -25), rateDegPerSec: between(-5, 3) }),
      fc.record({ tiltDeg: between(0, 5), rateDegPerSec: between(-5, 0) }),
      fc.record({ tiltDeg: between(0, 1), rateDegPerSec: between(-5, -4) }),
    );
    fc.assert(
      fc.property(starts, between(5, 75), fc.boolean(), ({ tiltDeg, rateDegPerSec }, targetDeg, isGentleBelow) => {
        const [headDown, headUp] = isGentleBelow ? [gentle, limitsOf(5)] : [limitsOf(5), gentle];
        const trajectory = planReturn(state(tiltDeg, rateDegPerSec), targetDeg, { headDown, headUp });
        let worst = Number.NEGATIVE_INFINITY;
        for (let index = 0; index <= 500; index += 1) {
          const { tiltDeg: tilt, accelDegPerSec2 } = trajectory.at((trajectory.durationS * index) / 500);
          if (Math.abs(tilt) < 1e-6) continue;
          const { maxAccel, minAccel } = tilt < 0 ? headDown : headUp;
          worst = Math.max(worst, accelDegPerSec2 - maxAccel, minAccel - accelDegPerSec2);
        }
        expect(worst).toBeLessThan(1e-9);
        expectSmooth(trajectory, 8);
      }),
      runs,
    );
  });

  it('refuses what is not finite and limits of the wrong sign', () => {
    expect(() => planReturn(state(Number.NaN), 75, fastThenSlow)).toThrow(RangeError);
    expect(() => planReturn(state(-60), Number.NaN, fastThenSlow)).toThrow(RangeError);
    expect(() => planReturn(state(-60), 75, { ...fastThenSlow, headUp: limitsOf(-3) })).toThrow(RangeError);
    expect(() => planReturn(state(-60), 75, { ...fastThenSlow, headDown: limitsOf(0) })).toThrow(RangeError);
    expect(() => planReturn(state(-60), 75, fastThenSlow).at(Number.NaN)).toThrow(RangeError);
  });
});
