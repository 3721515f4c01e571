import { brakeIntoLimits } from './brake-into-limits.ts';
import { planClimb } from './climb.ts';
import { JerkPhases } from './jerk-phases.ts';
import type { MotionLimits } from './motion-limits.ts';
import { stopTravelOf } from './stop-travel.ts';
import type { TiltState } from './trajectory.ts';
import { mirrorLimits, travelOf, type UnitLimits, type UnitMotion, unitLimitsOf } from './unit-jerk.ts';

/** A gap this small beside the numbers it is the difference of is rounding: the fastest stop itself meets the target. */
const rounding = 16 * Number.EPSILON;

/**
 * The time-optimal phases from a state to rest at `targetDeg`: a brake where the start breaks the limits, then the ramp.
 * At most nine phases.
 */
export const planPhases = (start: Readonly<TiltState>, targetDeg: number, limits: MotionLimits): JerkPhases => {
  const { phases, motion, stopS3, limits: unitLimits } = beginRide(start, limits);
  const jerk = limits.maxJerk;
  const gapS3 = (targetDeg - start.tiltDeg) / jerk - stopS3;
  const sizeS3 = (Math.abs(targetDeg) + Math.abs(start.tiltDeg)) / jerk + Math.abs(stopS3);
  if (gapS3 >= 0 || -gapS3 <= rounding * sizeS3) {
    appendClimb(phases, motion, { gapS3: gapS3 <= rounding * sizeS3 ? 0 : gapS3, limits: unitLimits, jerk });
    return phases;
  }
  // Downward is upward seen upside down.
  const mirrored = { rateS2: -motion.rateS2, accelS: -motion.accelS };
  appendClimb(phases, mirrored, { gapS3: -gapS3, limits: mirrorLimits(unitLimits), jerk: -jerk });
  return phases;
};

/** The phases of the fastest stop, and the signed travel that it takes. */
export const planStop = (
  start: Readonly<TiltState>,
  limits: MotionLimits,
): { phases: JerkPhases; travelDeg: number } => {
  const ride = beginRide(start, limits);
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

const beginRide = ({ rateDegPerSec, accelDegPerSec2 }: Readonly<TiltState>, motionLimits: MotionLimits): Ride => {
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
