import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planRest } from '../../src/trajectory/plan-trajectory.ts';
import { highestRateOf, lowestTiltOf } from '../../src/trajectory/profile-extremes.ts';
import { anyMove } from './motion-arbitraries.ts';

describe('the extremes of a profile', () => {
  it('include the turn of a start that stands still but is about to descend', () => {
    const limits = { maxRate: 5, minRate: -5, maxAccel: 4, minAccel: -4, maxJerk: 8 };
    const profile = planRest({ tiltDeg: 1, rateDegPerSec: 0, accelDegPerSec2: -4 }, 10, limits);
    // The acceleration is back at +4 after 1 s; at that moment the rate is 0 again.
    expect(lowestTiltOf(profile)).toBeCloseTo(1 - 2 + 8 / 6, 12);
  });

  it('are no less extreme than any sample, and no more than sampling can miss', () => {
    fc.assert(
      fc.property(anyMove(2), ({ start, targetDeg, limits }) => {
        const profile = planRest(start, targetDeg, limits);
        const [startS, endS] = [profile.durationS / 5, (profile.durationS * 4) / 5];
        const samples = Array.from({ length: 501 }, (_, index) => profile.at((profile.durationS * index) / 500));
        const rates = samples.slice(100, 401).map(({ rateDegPerSec }) => rateDegPerSec);
        const missS = profile.durationS / 500;
        const missedRate = 20 * missS;
        const missedDeg = 20 * missS * missS;

        const lowestDeg = lowestTiltOf(profile);
        const sampledDeg = Math.min(...samples.map(({ tiltDeg }) => tiltDeg));
        expect(lowestDeg).toBeLessThanOrEqual(sampledDeg + 1e-9);
        expect(lowestDeg).toBeGreaterThanOrEqual(sampledDeg - missedDeg - 1e-9);

        const highest = highestRateOf(profile, { startS, endS });
        expect(highest).toBeGreaterThanOrEqual(Math.max(...rates) - 1e-9);
        expect(highest).toBeLessThanOrEqual(Math.max(...rates) + missedRate + 1e-9);
      }),
      { numRuns: 500 },
    );
  });
});
