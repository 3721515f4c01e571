import { describe, expect, it } from 'vitest';
import { planPassage } from '../../src/trajectory/plan-passage.ts';

const limits = { maxRate: 5, minRate: -5, maxAccel: 4, minAccel: -4, maxJerk: 8 };
const passage = { tiltDeg: 0, rateDegPerSec: 3 };

describe('planPassage', () => {
  it('arrives with the rate and without a jump, however little there is to spare', () => {
    const starts = [
      // From 5 to 3 deg/s takes 1 s at a mean of 4 deg/s.
      { nearestDeg: -4, rateDegPerSec: 5, accelDegPerSec2: 0 },
      // In the last quarter of a second of that.
      { nearestDeg: -0.8125 + 0.0625 - 1 / 48, rateDegPerSec: 3.25, accelDegPerSec2: -2 },
    ];
    for (const { nearestDeg, ...motion } of starts) {
      for (let exponent = -14; exponent <= 1; exponent += 0.25) {
        const profile = planPassage({ ...motion, tiltDeg: nearestDeg - 10 ** exponent }, passage, limits);
        const last = profile?.at(profile.durationS - 1e-9);
        expect(last?.tiltDeg).toBeCloseTo(-3e-9, 12);
        expect(last?.rateDegPerSec).toBeCloseTo(3, 8);
        expect(last?.accelDegPerSec2).toBeCloseTo(0, 6);
      }
    }
  });

  it('cruises at the passing rate where that is the highest allowed', () => {
    const start = { tiltDeg: -50, rateDegPerSec: 5, accelDegPerSec2: 0 };
    expect(planPassage(start, { tiltDeg: 0, rateDegPerSec: 5 }, limits)?.durationS).toBeCloseTo(10, 12);
  });

  it('is undefined from a start too near to come to the rate in time', () => {
    const start = { tiltDeg: -3.999, rateDegPerSec: 5, accelDegPerSec2: 0 };
    expect(planPassage(start, passage, limits)).toBeUndefined();
  });
});
