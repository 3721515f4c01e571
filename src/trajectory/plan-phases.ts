import { brakeIntoLimits } from './brake-into-limits.ts';
import { planClimb } from './climb.ts';
import { JerkPhases } from './jerk-phases.ts';
import type { MotionLimits } from './motion-limits.ts';
import { stopTravelOf } from './stop-travel.ts';
import type { TiltState } from './trajectory.ts';
import { mirrorLimits, travelOf, type UnitLimits, type UnitMotion, unitLimitsOf } from './unit-jerk.ts';

/** How something moves, wherever it is. */
export type Motion = Pick<Readonly<TiltState>, 'rateDegPerSec' | 'accelDegPerSec2'>;

/**
 * The time-optimal phases from a motion to rest after `travelDeg` (signed): a brake where the start breaks the limits,
 * then the ramp. At most nine phases.
 */
export const planPhases = (motion: Motion, travelDeg: number, limits: MotionLimits): JerkPhases => {
  const ride = beginRide(motion, limits);
  const gapS3 = travelDeg / limits.maxJerk - ride.stopS3;
  if (gapS3 >= 0) {
    appendClimb(ride.phases, ride.motion, { gapS3, limits: ride.limits, jerk: limits.maxJerk });
    return ride.phases;
  }
  // Downward is upward seen upside down.
  const mirrored = { rateS2: -ride.motion.rateS2, accelS: -ride.motion.accelS };
  appendClimb(ride.phases, mirrored, { gapS3: -gapS3, limits: mirrorLimits(ride.limits), jerk: -limits.maxJerk });
  return ride.phases;
};

/** The phases of the fastest stop, and the signed travel that it takes. */
export const planStop = (motion: Motion, limits: MotionLimits): { phases: JerkPhases; travelDeg: number } => {
  const ride = beginRide(motion, limits);
  appendClimb(ride.phases, ride.motion, { gapS3: 0, limits: ride.limits, jerk: limits.maxJerk });
  return { phases: ride.phases, travelDeg: ride.stopS3 * limits.maxJerk };
};

interface Ride {
  /** The brake, if one is needed. */
  readonly phases: JerkPhases;
  /** The motion after the brake. */
  readonly motion: UnitMotion;
  /** Travel if the brake is followed by the fastest stop. */
  readonly stopS3: number;
  readonly limits: UnitLimits;
}

const beginRide = ({ rateDegPerSec, accelDegPerSec2 }: Motion, motionLimits: MotionLimits): Ride => {
  const limits = unitLimitsOf(motionLimits);
  const { maxJerk } = motionLimits;
  const start = { rateS2: rateDegPerSec / maxJerk, accelS: accelDegPerSec2 / maxJerk };
  const phases = new JerkPhases();
  const brake = brakeIntoLimits(start, limits);
  if (!brake) return { phases, motion: start, stopS3: stopTravelOf(start, limits), limits };
  phases.append({ durationS: brake.jerkS, jerk: brake.jerkSign * maxJerk, accel: start.accelS * maxJerk });
  phases.append({ durationS: brake.holdS, jerk: 0, accel: brake.accelS * maxJerk });
  const heldRateS2 = brake.rateS2 - (brake.accelS * brake.holdS) / 2;
  const brakeS3 = travelOf(start, brake.jerkS, brake.jerkSign) + heldRateS2 * brake.holdS;
  return { phases, motion: brake, stopS3: brakeS3 + stopTravelOf(brake, limits), limits };
};

interface ClimbTask {
  readonly gapS3: number;
  readonly limits: UnitLimits;
  /** The jerk that is up in this view: below 0 where the motion is seen upside down. */
  readonly jerk: number;
}

const appendClimb = (phases: JerkPhases, motion: UnitMotion, { gapS3, limits, jerk }: ClimbTask): void => {
  const { peakAccelS, holdS, peakRateS2, cruiseS } = planClimb(motion, gapS3, limits);
  const freeDecelS = Math.sqrt(Math.max(peakRateS2, 0));
  const decelS = Math.min(freeDecelS, -limits.minAccelS);
  const [peak, lowest] = [peakAccelS * jerk, -decelS * jerk];
  phases.append({ durationS: peakAccelS - motion.accelS, jerk, accel: motion.accelS * jerk });
  phases.append({ durationS: holdS, jerk: 0, accel: peak });
  if (cruiseS > 0) {
    phases.append({ durationS: peakAccelS, jerk: -jerk, accel: peak });
    phases.append({ durationS: cruiseS, jerk: 0, accel: 0 });
    phases.append({ durationS: decelS, jerk: -jerk, accel: 0 });
  } else {
    phases.append({ durationS: peakAccelS + decelS, jerk: -jerk, accel: peak });
  }
  if (decelS < freeDecelS) phases.append({ durationS: peakRateS2 / decelS - decelS, jerk: 0, accel: lowest });
  phases.append({ durationS: decelS, jerk, accel: lowest });
};
