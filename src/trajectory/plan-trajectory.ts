import { JerkProfile } from './jerk-profile.ts';
import { assertMotionLimits, type MotionLimits } from './motion-limits.ts';
import { planPhases } from './plan-phases.ts';
import { assertFinite, assertTiltState, type TiltState, type Trajectory } from './trajectory.ts';

export type { MotionLimits } from './motion-limits.ts';
export type { TiltState, Trajectory } from './trajectory.ts';

/**
 * The fastest motion from any tilt, rate and acceleration to rest at `targetDeg` (deg) that keeps the limits. A start
 * outside the limits first comes back inside as fast as the jerk allows. Durations are those of Ruckig (pantor/ruckig,
 * position interface, third order) for a target at rest.
 * @throws RangeError if a number is not finite or a limit has the wrong sign.
 */
export const planTrajectory = (start: Readonly<TiltState>, targetDeg: number, limits: MotionLimits): Trajectory => {
  assertTiltState(start);
  assertFinite('targetDeg', targetDeg);
  assertMotionLimits(limits);
  return planRest(start, targetDeg, limits);
};

/** `planTrajectory` for values already checked. */
export const planRest = (start: Readonly<TiltState>, targetDeg: number, limits: MotionLimits): JerkProfile => {
  const phases = planPhases(start, targetDeg, limits);
  return new JerkProfile(start, phases, { tiltDeg: targetDeg, rateDegPerSec: 0, accelDegPerSec2: 0 });
};
