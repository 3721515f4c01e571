import type { MotionLimits } from './motion-limits.ts';

/**
 * The planner works with tilt, rate and acceleration divided by the jerk limit. Jerk is then 1 and an acceleration is the
 * time it takes to build up: accelerations are in s, rates in s², travels in s³, and no formula carries the jerk along.
 */
export interface UnitLimits {
  readonly maxRateS2: number;
  readonly minRateS2: number;
  readonly maxAccelS: number;
  readonly minAccelS: number;
}

/** Rate and acceleration in unit jerk. */
export interface UnitMotion {
  readonly rateS2: number;
  readonly accelS: number;
}

/** Divides limits by their own jerk. */
export const unitLimitsOf = ({ maxRate, minRate, maxAccel, minAccel, maxJerk }: MotionLimits): UnitLimits => ({
  maxRateS2: maxRate / maxJerk,
  minRateS2: minRate / maxJerk,
  maxAccelS: maxAccel / maxJerk,
  minAccelS: minAccel / maxJerk,
});

/** The limits seen upside down, so that a motion downward can be planned as one upward. */
export const mirrorLimits = ({ maxRateS2, minRateS2, maxAccelS, minAccelS }: UnitLimits): UnitLimits => ({
  maxRateS2: -minRateS2,
  minRateS2: -maxRateS2,
  maxAccelS: -minAccelS,
  minAccelS: -maxAccelS,
});

/** Travel of one phase in s³: unit jerk times `jerkSign` (1, 0 or -1) held for `durationS`. */
export const travelOf = ({ rateS2, accelS }: UnitMotion, durationS: number, jerkSign: number): number =>
  durationS * (rateS2 + durationS * (accelS / 2 + (durationS * jerkSign) / 6));
