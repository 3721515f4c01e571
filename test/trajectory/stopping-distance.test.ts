import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planTrajectory } from '../../src/trajectory/plan-trajectory.ts';
import { stoppableRate, stoppingDistance } from '../../src/trajectory/stopping-distance.ts';
import { anyLimits, anyMove } from './motion-arbitraries.ts';
import { referenceStop } from './reference-duration.ts';

describe('stoppingDistance', () => {
  it('is v²/2a + va/2j from a steady rate fast enough to reach the deceleration limit', () => {
    const limits = { maxRate: 5, minRate: -5, maxAccel: 4, minAccel: -2, maxJerk: 8 };
    expect(stoppingDistance(5, 0, limits)).toBeCloseTo(25 / 4 + (5 * 2) / 16, 12);
    expect(stoppingDistance(-5, 0, limits)).toBeCloseTo(-(25 / 8 + (5 * 4) / 16), 12);
    expect(stoppingDistance(0, 0, limits)).toBe(0);
  });

  it('is where a stop integrated step by step comes to rest', () => {
    fc.assert(
      fc.property(anyMove(1), ({ start, limits }) => {
        const travelDeg = referenceStop({ ...start, tiltDeg: 0 }, limits).tiltDeg;
        expect(stoppingDistance(start.rateDegPerSec, start.accelDegPerSec2, limits)).toBeCloseTo(travelDeg, 8);
      }),
      { numRuns: 1000 },
    );
  });

  it('first brings an acceleration outside its limits, either way, back by full jerk', () => {
    fc.assert(
      fc.property(anyLimits, fc.double({ min: -8, max: 8, noNaN: true }), fc.boolean(), (limits, rate, upward) => {
        const insideAccel = upward ? limits.maxAccel : limits.minAccel;
        const jerk = upward ? -limits.maxJerk : limits.maxJerk;
        const accel = insideAccel * 1.5;
        const jerkS = (insideAccel - accel) / jerk;
        const insideRate = rate + jerkS * (accel + (jerkS * jerk) / 2);
        const insideDeg = jerkS * (rate + jerkS * (accel / 2 + (jerkS * jerk) / 6));
        const stopDeg = stoppingDistance(insideRate, insideAccel, limits);
        expect(stoppingDistance(rate, accel, limits)).toBeCloseTo(insideDeg + stopDeg, 8);
      }),
    );
  });

  it('is the nearest place at which a plan needs not turn round', () => {
    fc.assert(
      fc.property(anyMove(1), ({ start, limits }) => {
        const stopDeg = start.tiltDeg + stoppingDistance(start.rateDegPerSec, start.accelDegPerSec2, limits);
        const roomy = { ...limits, maxRate: 100, minRate: -100 };
        const nearest = planTrajectory(start, stopDeg, roomy).durationS;
        expect(nearest).toBeLessThan(planTrajectory(start, stopDeg + 0.5, roomy).durationS);
        expect(nearest).toBeLessThan(planTrajectory(start, stopDeg - 0.5, roomy).durationS);
      }),
    );
  });

  it('gives NaN, never a distance, for a rate that is not a number', () => {
    const limits = { maxRate: 5, minRate: -5, maxAccel: 4, minAccel: -2, maxJerk: 8 };
    expect(stoppingDistance(Number.NaN, 0, limits)).toBeNaN();
    expect(stoppingDistance(1, Number.NaN, limits)).toBeNaN();
  });
});

describe('stoppableRate', () => {
  it('is the rate whose stop takes the distance', () => {
    fc.assert(
      fc.property(anyLimits, fc.double({ min: 0, max: 100, noNaN: true }), (limits, distanceDeg) => {
        expect(stoppingDistance(stoppableRate(distanceDeg, limits), 0, limits)).toBeCloseTo(distanceDeg, 9);
      }),
    );
  });
});
