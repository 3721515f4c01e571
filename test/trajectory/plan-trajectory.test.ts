import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MotionLimits, planRest, planTrajectory, type TiltState } from '../../src/trajectory/plan-trajectory.ts';
import { anyMove, keepsLimits, roughnessOf } from './motion-arbitraries.ts';
import { referenceDuration, referenceStop } from './reference-duration.ts';
import { ruckigDurations } from './ruckig-durations.ts';

const limits: MotionLimits = { maxRate: 5, minRate: -4, maxAccel: 4, minAccel: -4, maxJerk: 8 };
const still = (tiltDeg: number): TiltState => ({ tiltDeg, rateDegPerSec: 0, accelDegPerSec2: 0 });
const runs = { numRuns: 500 };

describe('planTrajectory from rest', () => {
  it('takes distance over rate, plus rate over acceleration, plus acceleration over jerk for a long way', () => {
    expect(planTrajectory(still(0), 75, limits).durationS).toBeCloseTo(75 / 5 + 5 / 4 + 4 / 8, 12);
    expect(planTrajectory(still(15), -60, limits).durationS).toBeCloseTo(75 / 4 + 4 / 4 + 4 / 8, 12);
  });

  it('is four equal jerk phases for a tiny way', () => {
    for (const travelDeg of [1e-12, 1e-9, 1e-6, 1e-3]) {
      expect(planTrajectory(still(0), travelDeg, limits).durationS).toBeCloseTo(4 * Math.cbrt(travelDeg / 16), 14);
    }
  });

  it('takes no time when it is there already', () => {
    const trajectory = planTrajectory(still(-30), -30, limits);
    expect(trajectory.durationS).toBe(0);
    expect(trajectory.at(0)).toEqual(still(-30));
  });
});

describe('planTrajectory from any motion', () => {
  it('stands at the start before 0 and exactly at the target, at rest, from its duration on', () => {
    fc.assert(
      fc.property(anyMove(2), ({ start, targetDeg, limits }) => {
        const trajectory = planTrajectory(start, targetDeg, limits);
        expect(trajectory.at(-1)).toEqual(start);
        expect(trajectory.at(trajectory.durationS)).toEqual(still(targetDeg));
        expect(trajectory.at(Number.POSITIVE_INFINITY)).toEqual(still(targetDeg));
      }),
      runs,
    );
  });

  it('arrives there by itself: the last phase leads to the target', () => {
    fc.assert(
      fc.property(anyMove(2), ({ start, targetDeg, limits }) => {
        const trajectory = planTrajectory(start, targetDeg, limits);
        const last = trajectory.at(trajectory.durationS * (1 - 1e-15) - 1e-12);
        expect(Math.abs(last.tiltDeg - targetDeg)).toBeLessThan(1e-8);
        expect(Math.abs(last.rateDegPerSec)).toBeLessThan(1e-9);
        expect(Math.abs(last.accelDegPerSec2)).toBeLessThan(1e-9);
      }),
      runs,
    );
  });

  it('arrives where the start is at the deceleration limit and rounding leaves no slope to search by', () => {
    const limits = {
      maxRate: 4.516598627250642,
      minRate: -4.62282541396562,
      maxAccel: 4.6649821635801345,
      minAccel: -1.028634263179265,
      maxJerk: 2.1802073063328864,
    };
    const start = {
      tiltDeg: -0.22395756491459906,
      rateDegPerSec: 0.019206169992685318,
      accelDegPerSec2: 4.927194640040398,
    };
    const trajectory = planTrajectory(start, 27.39713409449905, limits);
    expect(trajectory.at(trajectory.durationS - 1e-12).tiltDeg).toBeCloseTo(27.39713409449905, 9);
  });

  it('lasts as long as is left when it is planned again on the way', () => {
    fc.assert(
      fc.property(
        anyMove(1),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(9),
        ({ start, targetDeg, limits }, share, knot) => {
          fc.pre(keepsLimits(start, limits));
          const profile = planRest(start, targetDeg, limits);
          for (const timeS of [share * profile.durationS, profile.knotsS[knot] ?? 0]) {
            const again = planTrajectory(profile.at(timeS), targetDeg, limits);
            expect(Math.abs(again.durationS - (profile.durationS - timeS))).toBeLessThan(1e-3);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('moves without a jump, its acceleration changing no faster than the jerk limit', () => {
    fc.assert(
      fc.property(anyMove(2), ({ start, targetDeg, limits }) => {
        expect(roughnessOf(planTrajectory(start, targetDeg, limits), limits.maxJerk, 200)).toBeLessThan(1e-8);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps every limit once it is inside, and goes inside by full jerk or full acceleration', () => {
    fc.assert(
      fc.property(anyMove(2), ({ start, targetDeg, limits }) => {
        const profile = planRest(start, targetDeg, limits);
        const { knotsS, jerks } = profile;
        const insideFrom = knotsS.findIndex((timeS) => keepsLimits(profile.at(timeS), limits));
        expect(insideFrom).toBeGreaterThanOrEqual(0);
        for (const [index, fromS] of knotsS.entries()) {
          const toS = knotsS[index + 1] ?? fromS;
          const within = [0, 0.1, 0.3, 0.5, 0.7, 0.9].map((share) => profile.at(fromS + share * (toS - fromS)));
          if (index >= insideFrom) expect(within.filter((state) => !keepsLimits(state, limits))).toEqual([]);
          const { accelDegPerSec2 } = profile.at(fromS);
          const limit = accelDegPerSec2 > 0 ? limits.maxAccel : limits.minAccel;
          if (index < insideFrom && jerks[index] === 0) expect(accelDegPerSec2).toBeCloseTo(limit, 9);
          else expect([0, limits.maxJerk, -limits.maxJerk]).toContain(jerks[index] ?? 0);
        }
      }),
      runs,
    );
  });

  it('has the shape that only the fastest motion has: jerk up, down, up or its mirror, pausing only at a limit', () => {
    fc.assert(
      fc.property(anyMove(1), ({ start, targetDeg, limits }) => {
        // Outside by no more than rounding, it first comes back inside, in nanoseconds.
        fc.pre(keepsLimits(start, limits, -1e-9));
        const profile = planRest(start, targetDeg, limits);
        expect(shapeOf(profile.jerks)).toMatch(/^(\+?-?\+?|-?\+?-?)$/);
        for (const [index, jerk] of profile.jerks.entries()) {
          if (jerk !== 0) continue;
          const { rateDegPerSec: rate, accelDegPerSec2: accel } = profile.at(profile.knotsS[index] ?? 0);
          const [kept, nearest] =
            Math.abs(accel) > 1e-9
              ? [accel, accel > 0 ? limits.maxAccel : limits.minAccel]
              : [rate, rate > 0 ? limits.maxRate : limits.minRate];
          expect(kept).toBeCloseTo(nearest, 8);
        }
      }),
      runs,
    );
  });

  it('lasts as long as the shortest motion found by search', () => {
    fc.assert(
      fc.property(anyMove(1), ({ start, targetDeg, limits }) => {
        fc.pre(keepsLimits(start, limits));
        const { durationS } = planTrajectory(start, targetDeg, limits);
        expect(distanceToReference(durationS, start, targetDeg, limits)).toBeLessThan(1e-6);
      }),
      { numRuns: 1000 },
    );
  });

  it('lasts, from where a start outside the limits has come inside, as long as the shortest motion found by search', () => {
    fc.assert(
      fc.property(anyMove(2), ({ start, targetDeg, limits }) => {
        fc.pre(!keepsLimits(start, limits));
        const profile = planRest(start, targetDeg, limits);
        const insideS = profile.knotsS.find((timeS) => keepsLimits(profile.at(timeS), limits)) ?? 0;
        const leftS = profile.durationS - insideS;
        expect(distanceToReference(leftS, profile.at(insideS), targetDeg, limits)).toBeLessThan(1e-6);
      }),
      runs,
    );
  });

  it('is planned alike upside down', () => {
    fc.assert(
      fc.property(anyMove(2), ({ start, targetDeg, limits }) => {
        const { maxRate, minRate, maxAccel, minAccel, maxJerk } = limits;
        const mirrored = planTrajectory(
          { tiltDeg: -start.tiltDeg, rateDegPerSec: -start.rateDegPerSec, accelDegPerSec2: -start.accelDegPerSec2 },
          -targetDeg,
          { maxRate: -minRate, minRate: -maxRate, maxAccel: -minAccel, minAccel: -maxAccel, maxJerk },
        );
        expect(mirrored.durationS).toBeCloseTo(planTrajectory(start, targetDeg, limits).durationS, 9);
      }),
      runs,
    );
  });
});

describe('planTrajectory and Ruckig', () => {
  it.each(ruckigDurations)('agree from %d deg, %d deg/s, %d deg/s² to %d deg', (...row) => {
    const [tiltDeg, rateDegPerSec, accelDegPerSec2, targetDeg, ...others] = row;
    const [maxRate, minRate, maxAccel, minAccel, maxJerk, durationS] = others;
    const start = { tiltDeg, rateDegPerSec, accelDegPerSec2 } as TiltState;
    const limits = { maxRate, minRate, maxAccel, minAccel, maxJerk } as MotionLimits;
    expect(planTrajectory(start, targetDeg as number, limits).durationS).toBeCloseTo(durationS as number, 8);
  });
});

describe('planTrajectory refuses', () => {
  const start = still(0);

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('a start, target or limit of %d', (value) => {
    for (const name of ['tiltDeg', 'rateDegPerSec', 'accelDegPerSec2']) {
      expect(() => planTrajectory({ ...start, [name]: value }, 10, limits)).toThrow(`${name} must be a finite number`);
    }
    expect(() => planTrajectory(start, value, limits)).toThrow(RangeError);
    for (const name of Object.keys(limits)) {
      expect(() => planTrajectory(start, 10, { ...limits, [name]: value })).toThrow(`motion limit ${name} must be`);
    }
  });

  it.each(Object.entries(limits))('a %s of the wrong sign or 0', (name, value) => {
    expect(() => planTrajectory(start, 10, { ...limits, [name]: -value })).toThrow(RangeError);
    expect(() => planTrajectory(start, 10, { ...limits, [name]: 0 })).toThrow(RangeError);
  });

  it('a sample at a time that is not a number', () => {
    expect(() => planTrajectory(start, 10, limits).at(Number.NaN)).toThrow(RangeError);
  });
});

/** The signs of the jerk, pauses left out and repeated signs once. */
const shapeOf = (jerks: readonly number[]): string =>
  jerks
    .map((jerk) => (jerk > 0 ? '+' : jerk < 0 ? '-' : ''))
    .join('')
    .replace(/(.)\1+/g, '$1');

/**
 * How far a duration lies outside of the durations to targets within rounding of this one. They differ where a start can
 * do hardly more than stop: there the duration grows with the cube root of the way.
 */
const distanceToReference = (durationS: number, start: TiltState, targetDeg: number, limits: MotionLimits): number => {
  const roundingDeg = 1e-11;
  const nearS = [-roundingDeg, 0, roundingDeg].map((offDeg) => referenceDuration(start, targetDeg + offDeg, limits));
  const stop = referenceStop(start, limits);
  if (Math.abs(stop.tiltDeg - targetDeg) <= roundingDeg) nearS.push(stop.timeS);
  return Math.max(Math.min(...nearS) - durationS, durationS - Math.max(...nearS));
};
