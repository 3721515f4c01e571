import { solveConvex } from './newton.ts';
import { fallGainOf, fallSlopeOf } from './stop-travel.ts';

/**
 * Up-jerk prolonged: how much farther a stop ends when the jerk stays up until the acceleration is `riseS` higher. Rate
 * minus half the squared acceleration, `floorS2`, stays the same meanwhile. All in unit jerk.
 */
export interface Ramp {
  /** Acceleration and peak rate of the stop without the rise. */
  readonly accelS: number;
  readonly peakRateS2: number;
  readonly floorS2: number;
  /** Highest deceleration of the stop, above 0. */
  readonly decelS: number;
}

/** The peak rate after a rise, s². */
export const peakRateAfter = ({ accelS, peakRateS2 }: Ramp, riseS: number): number =>
  peakRateS2 + riseS * (2 * accelS + riseS);

/** Gain in travel of a rise, s³: growing and convex in the rise, and 0 without one. */
export const rampGainOf = (ramp: Ramp, riseS: number): number => {
  const { accelS, peakRateS2, floorS2, decelS } = ramp;
  const risenS = accelS + riseS;
  const squaresS2 = risenS * (risenS + accelS) + accelS * accelS + 2 * floorS2;
  return riseS * squaresS2 + fallGainOf(peakRateS2, peakRateAfter(ramp, riseS), decelS);
};

/** The rise, at most `maxRiseS`, that gains `gapS3` of travel. */
export const solveRamp = (ramp: Ramp, gapS3: number, maxRiseS: number): number => {
  if (!(gapS3 > 0)) return 0;
  // The gain is convex, and grows at least as from a stand, twice the rise cubed, once the acceleration is above 0.
  const fromStandS = Math.cbrt(gapS3 / 2) - Math.min(ramp.accelS, 0);
  const bySlopeS = gapS3 / Math.max(rampSlopeOf(ramp, 0), 0);
  return solveConvex(
    Math.min(maxRiseS, fromStandS, bySlopeS),
    (riseS) => rampGainOf(ramp, riseS) - gapS3,
    (riseS) => rampSlopeOf(ramp, riseS),
  );
};

const rampSlopeOf = (ramp: Ramp, riseS: number): number => {
  const risenS = ramp.accelS + riseS;
  const fallS = fallSlopeOf(Math.max(peakRateAfter(ramp, riseS), 0), ramp.decelS);
  return 3 * risenS * risenS + 2 * ramp.floorS2 + 2 * risenS * fallS;
};
