import { type Hold, holdGainOf, solveHold } from './hold-gain.ts';
import { peakRateAfter, type Ramp, rampGainOf, solveRamp } from './ramp-gain.ts';
import { isRising } from './stop-travel.ts';
import type { UnitLimits, UnitMotion } from './unit-jerk.ts';

/**
 * The upward part of a motion to rest: up-jerk to `peakAccelS`, hold for `holdS`, then down-jerk, which takes the
 * acceleration to 0 at `peakRateS2`; that rate is kept for `cruiseS`. With a peak acceleration below 0 the peak rate is
 * only a number: such a motion goes from one deceleration to a stronger one. Unit jerk.
 */
export interface Climb {
  readonly peakAccelS: number;
  readonly holdS: number;
  readonly peakRateS2: number;
  readonly cruiseS: number;
}

/**
 * Time-optimal climb from a motion inside its limits to rest `gapS3` (0 or more) beyond the place where its fastest stop
 * would end. The longer the up-jerk and then the hold last, the farther the stop: one parameter, one answer.
 */
export const planClimb = (motion: UnitMotion, gapS3: number, limits: UnitLimits): Climb => {
  const { maxRateS2, maxAccelS } = limits;
  const ramp = rampOf(motion, limits);
  const cruiseAccelS = Math.sqrt(Math.max(maxRateS2 - ramp.floorS2, 0));
  const topAccelS = Math.max(Math.min(maxAccelS, cruiseAccelS), ramp.accelS);
  const maxRiseS = topAccelS - ramp.accelS;

  const rampS3 = rampGainOf(ramp, maxRiseS);
  if (gapS3 < rampS3) {
    const riseS = solveRamp(ramp, gapS3, maxRiseS);
    return { peakAccelS: ramp.accelS + riseS, holdS: 0, peakRateS2: peakRateAfter(ramp, riseS), cruiseS: 0 };
  }
  const leftS3 = gapS3 - rampS3;
  if (cruiseAccelS <= maxAccelS) {
    return { peakAccelS: topAccelS, holdS: 0, peakRateS2: maxRateS2, cruiseS: leftS3 > 0 ? leftS3 / maxRateS2 : 0 };
  }
  return climbByHold(ramp.floorS2, leftS3, limits);
};

/** Where the fastest stop has its highest acceleration: at once if it begins with down-jerk, else after its own up-jerk. */
const rampOf = ({ rateS2, accelS }: UnitMotion, { maxAccelS, minAccelS }: UnitLimits): Ramp => {
  const swingS2 = (accelS * accelS) / 2;
  const floorS2 = rateS2 - swingS2;
  const decelS = -minAccelS;
  if (isRising(rateS2, accelS)) return { accelS, peakRateS2: rateS2 + swingS2, floorS2, decelS };
  const stopAccelS = Math.min(Math.sqrt(Math.max(-floorS2, 0)), maxAccelS);
  return { accelS: Math.max(stopAccelS, accelS), peakRateS2: 0, floorS2, decelS };
};

/** Goes on from the highest acceleration, for as long as the gap that is left asks for. */
const climbByHold = (floorS2: number, gapS3: number, { maxRateS2, maxAccelS, minAccelS }: UnitLimits): Climb => {
  const startS2 = floorS2 + maxAccelS * maxAccelS;
  // Below 0 the fastest stop itself already holds until the peak rate is 0.
  const hold: Hold = { peakRateS2: Math.max(startS2, 0), maxAccelS, decelS: -minAccelS };
  const maxRiseS2 = maxRateS2 - hold.peakRateS2;
  const fullS3 = holdGainOf(hold, maxRiseS2);
  const cruising = gapS3 >= fullS3;
  const peakRateS2 = cruising ? maxRateS2 : hold.peakRateS2 + solveHold(hold, gapS3, maxRiseS2);
  const holdS = (peakRateS2 - startS2) / maxAccelS;
  return { peakAccelS: maxAccelS, holdS, peakRateS2, cruiseS: cruising ? (gapS3 - fullS3) / maxRateS2 : 0 };
};
