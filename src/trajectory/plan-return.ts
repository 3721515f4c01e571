import type { JerkProfile } from './jerk-profile.ts';
import { JoinedTrajectory } from './joined-trajectory.ts';
import { assertMotionLimits, type MotionLimits, strictestOf } from './motion-limits.ts';
import { planPassage } from './plan-passage.ts';
import { planRest } from './plan-trajectory.ts';
import { highestRateOf, lowestTiltOf } from './profile-extremes.ts';
import { stoppableRate } from './stopping-distance.ts';
import { assertFinite, assertTiltState, type TiltState, type Trajectory } from './trajectory.ts';

/** Limits below 0 deg and from 0 deg upward. */
export interface ReturnLimits {
  readonly headDown: MotionLimits;
  readonly headUp: MotionLimits;
}

/** Rates at 0 deg to try, as shares of the best one, when the start is too near for that one. */
const rateShares = [1, 0.875, 0.75, 0.625, 0.5, 0.375, 0.25, 0.125];
const rateTolerance = 1e-9;

/**
 * The way up from any state to rest at `targetDeg` (deg) as one smooth motion that keeps the head-down limits below 0 deg
 * and the head-up limits from there on. A start that breaks them, or reaches 0 deg too fast to slow down before, comes
 * inside as fast as the jerk allows. For a target of 0 deg or lower the head-down limits hold throughout.
 * @throws RangeError if a number is not finite or a limit has the wrong sign.
 */
export const planReturn = (start: Readonly<TiltState>, targetDeg: number, limits: ReturnLimits): Trajectory => {
  assertTiltState(start);
  assertFinite('targetDeg', targetDeg);
  assertMotionLimits(limits.headDown);
  assertMotionLimits(limits.headUp);
  if (targetDeg <= 0) return planRest(start, targetDeg, limits.headDown);
  if (start.tiltDeg >= 0) {
    const direct = planRest(start, targetDeg, limits.headUp);
    if (lowestTiltOf(direct) >= 0) return direct;
  }
  const ways = [
    planRest(start, targetDeg, strictestOf(limits.headDown, limits.headUp)),
    ...waysInOneSweep(start, targetDeg, limits),
    ...waysByPassage(start, targetDeg, limits),
  ];
  return ways.reduce((best, way) => (way.durationS < best.durationS ? way : best));
};

/** A single ramp at the higher of the two rates, if it happens to be slow enough on the slower side of 0 deg. */
const waysInOneSweep = (start: Readonly<TiltState>, targetDeg: number, { headDown, headUp }: ReturnLimits) => {
  if (start.tiltDeg >= 0) return [];
  const maxRate = Math.max(headDown.maxRate, headUp.maxRate);
  const sweep = planRest(start, targetDeg, { ...strictestOf(headDown, headUp), maxRate });
  const crossingS = crossingTimeOf(sweep);
  const below = highestRateOf(sweep, { startS: 0, endS: crossingS });
  const above = highestRateOf(sweep, { startS: crossingS, endS: sweep.durationS });
  return below <= headDown.maxRate + rateTolerance && above <= headUp.maxRate + rateTolerance ? [sweep] : [];
};

/** Through 0 deg at the rate that both sides allow and from which the target can still be met, each side in its limits. */
const waysByPassage = (start: Readonly<TiltState>, targetDeg: number, { headDown, headUp }: ReturnLimits) => {
  // From above 0 deg the way to the passage lies on both sides.
  const approach = start.tiltDeg < 0 ? headDown : strictestOf(headDown, headUp);
  const bestRate = Math.min(approach.maxRate, headUp.maxRate, stoppableRate(targetDeg, headUp));
  for (const share of rateShares) {
    const passage = { tiltDeg: 0, rateDegPerSec: bestRate * share };
    const first = planPassage(start, passage, approach);
    if (!first) continue;
    return [new JoinedTrajectory(first, planRest({ ...passage, accelDegPerSec2: 0 }, targetDeg, headUp))];
  }
  return [];
};

/** When a profile that begins below 0 deg and ends above is at 0 deg; it passes there once. */
const crossingTimeOf = (profile: JerkProfile): number => {
  let [belowS, aboveS] = [0, profile.durationS];
  for (;;) {
    const middleS = (belowS + aboveS) / 2;
    if (middleS <= belowS || middleS >= aboveS) return aboveS;
    if (profile.at(middleS).tiltDeg < 0) belowS = middleS;
    else aboveS = middleS;
  }
};
