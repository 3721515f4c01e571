import type { JerkPhases } from './jerk-phases.ts';
import { JerkProfile } from './jerk-profile.ts';
import type { MotionLimits } from './motion-limits.ts';
import { planPhases, planStop } from './plan-phases.ts';
import type { TiltState } from './trajectory.ts';

/** A tilt to pass upward, with no acceleration, at a rate above 0 and not above `maxRate` of the limits. */
export interface Passage {
  readonly tiltDeg: number;
  readonly rateDegPerSec: number;
}

/** Halvings after which nothing but rounding is left of an interval. */
const maxHalvings = 64;

/**
 * The fastest motion to a passage. Undefined where even the fastest change to its rate ends beyond it: the start is too
 * near. Checks nothing.
 *
 * Seen from a frame that moves at the passing rate a passage is a ramp to rest, only that its place depends on how long
 * it takes: travel in the frame and way of the frame make up the whole.
 */
export const planPassage = (
  start: Readonly<TiltState>,
  passage: Passage,
  limits: MotionLimits,
): JerkProfile | undefined => {
  const phases = passagePhases(start, passage, limits);
  return phases && new JerkProfile(start, phases, { ...passage, accelDegPerSec2: 0 });
};

const passagePhases = (
  start: Readonly<TiltState>,
  { tiltDeg, rateDegPerSec }: Passage,
  limits: MotionLimits,
): JerkPhases | undefined => {
  const motion = { ...start, rateDegPerSec: start.rateDegPerSec - rateDegPerSec };
  const framed = { ...limits, maxRate: limits.maxRate - rateDegPerSec, minRate: limits.minRate - rateDegPerSec };
  const stop = planStop(motion, framed);
  const wholeDeg = tiltDeg - start.tiltDeg;
  const spareDeg = wholeDeg - stop.travelDeg - rateDegPerSec * stop.phases.totalS;
  if (spareDeg < 0) return undefined;
  if (framed.maxRate <= 0) {
    // There is no faster way than the passing rate itself.
    stop.phases.append({ durationS: spareDeg / rateDegPerSec, jerk: 0, accel: 0 });
    return stop.phases;
  }
  const wholeOf = (travelDeg: number): number =>
    travelDeg + rateDegPerSec * planPhases(motion, start.tiltDeg + travelDeg, framed).totalS;
  const travelDeg = findGrowing(wholeOf, wholeDeg, { low: stop.travelDeg, high: stop.travelDeg + spareDeg });
  const phases = planPhases(motion, start.tiltDeg + travelDeg, framed);
  // With next to nothing to spare, the time it takes is finer than the travel can express: the passing rate fills the rest.
  phases.append({ durationS: (wholeDeg - wholeOf(travelDeg)) / rateDegPerSec, jerk: 0, accel: 0 });
  return phases;
};

/** Where a growing function reaches a value, found by halving. */
const findGrowing = (
  valueAt: (place: number) => number,
  value: number,
  within: { low: number; high: number },
): number => {
  let { low, high } = within;
  for (let halvings = 0; halvings < maxHalvings; halvings += 1) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (valueAt(middle) < value) low = middle;
    else high = middle;
  }
  return low;
};
