import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import type { MotionRates } from '../../src/domain/demand.ts';
import { lateRampMs } from '../../src/machine/ramp-time.ts';
import { planReturn } from '../../src/trajectory/plan-return.ts';
import { planTrajectory } from '../../src/trajectory/plan-trajectory.ts';

const { accelDegPerSec2, jerkDegPerSec3 } = DEFAULT_SETTINGS.table.rates;
const anyTilt = fc.double({ min: -90, max: 90, noNaN: true });
const anyRate = fc.double({ min: 0.1, max: 6, noNaN: true });
const ROUNDING_MS = 1e-6;

/** The very motion that the table makes of such a ramp, s. */
function plannedS({ fromDeg, toDeg }: { fromDeg: number; toDeg: number }, rates: MotionRates): number {
  const start = { tiltDeg: fromDeg, rateDegPerSec: 0, accelDegPerSec2: 0 };
  const limits = (maxRate: number) => ({
    maxRate,
    minRate: -rates.downDegPerSec,
    maxAccel: accelDegPerSec2,
    minAccel: -accelDegPerSec2,
    maxJerk: jerkDegPerSec3,
  });
  if (toDeg < fromDeg) return planTrajectory(start, toDeg, limits(rates.headUpUpDegPerSec)).durationS;
  const parts = { headDown: limits(rates.headDownUpDegPerSec), headUp: limits(rates.headUpUpDegPerSec) };
  return planReturn(start, toDeg, parts).durationS;
}

describe('a late ramp', () => {
  it('is never one that took its planned time by half again and 3 s', () => {
    fc.assert(
      fc.property(anyTilt, anyTilt, anyRate, anyRate, anyRate, (fromDeg, toDeg, headDown, headUp, down) => {
        const rates = {
          headDownUpDegPerSec: headDown,
          headUpUpDegPerSec: Math.min(headUp, headDown),
          downDegPerSec: down,
        };
        const allowedMs = lateRampMs({ fromDeg, toDeg }, rates, DEFAULT_SETTINGS.table.rates);
        const leastMs = (plannedS({ fromDeg, toDeg }, rates) * 1.5 + 3) * 1000;
        expect(allowedMs).toBeGreaterThanOrEqual(leastMs - ROUNDING_MS);
        // Two changes of speed at the most, and those of the fastest rate; a ramp of no length has just these.
        expect(allowedMs).toBeLessThanOrEqual(leastMs + ((2 * 6) / accelDegPerSec2 + 1) * 1500 + ROUNDING_MS);
      }),
    );
  });

  it('has each part at its own rate', () => {
    const rates = { headDownUpDegPerSec: 4, headUpUpDegPerSec: 2, downDegPerSec: 1 };
    const settings = { accelDegPerSec2: 2, jerkDegPerSec3: 4 };
    expect(lateRampMs({ fromDeg: -40, toDeg: 60 }, rates, settings)).toBe((40 / 4 + 60 / 2 + 5) * 1500 + 3000);
    expect(lateRampMs({ fromDeg: 60, toDeg: -40 }, rates, settings)).toBe((100 / 1 + 2) * 1500 + 3000);
    expect(lateRampMs({ fromDeg: 10, toDeg: 10 }, rates, settings)).toBe(3000 + 2 * 1500);
  });
});
