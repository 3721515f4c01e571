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
  const risenRateS2 = peakRateAfter(ramp, riseS);
  const risenS = accelS + riseS;
  if (accelS < 0 && Math.max(peakRateS2, risenRateS2) <= decelS * decelS) return fallingRampGain(ramp, riseS);
  const cubesS2 = risenS * (risenS + accelS) + accelS * accelS + 2 * floorS2;
  return riseS * cubesS2 + fallGainOf(peakRateS2, risenRateS2, decelS);
};

/** The rise, at most `maxRiseS`, that gains `gapS3` of travel. */
export const solveRamp = (ramp: Ramp, gapS3: number, maxRiseS: number): number => {
  if (!(gapS3 > 0)) return 0;
  // The gain grows at least as from a stand, twice the rise cubed, once the acceleration is above 0; and it is convex.
  const fromStandS = Math.cbrt(gapS3 / 2) - Math.min(ramp.accelS, 0);
  const bySlopeS = gapS3 / Math.max(rampSlopeOf(ramp, 0), 0);
  const boundS = Math.min(maxRiseS, fromStandS, bySlopeS);
  return solveConvex(
    boundS,
    (riseS) => rampGainOf(ramp, riseS) - gapS3,
    (riseS) => rampSlopeOf(ramp, riseS),
  );
};

/**
 * The same gain where the acceleration begins below 0 and the deceleration is never held. Its terms would cancel near a
 * stop already under way; written by the time the jerk is down (peak deceleration plus acceleration) they are all positive.
 */
const fallingRampGain = (ramp: Ramp, riseS: number): number => {
  const { accelS, peakRateS2, floorS2 } = ramp;
  const decelS = Math.sqrt(peakRateS2);
  const risenS = accelS + riseS;
  const risenDecelS = Math.sqrt(Math.max(peakRateAfter(ramp, riseS), 0));
  const downS = floorS2 / (decelS - accelS);
  const risenDownS = downTimeOf(risenS, risenDecelS, floorS2);
  const growthS = (riseS * (downS + risenDownS)) / (decelS + risenDecelS);
  const squaresS2 = downS * (downS + risenDownS) + risenDownS * risenDownS;
  return growthS * ((squaresS2 + (decelS - accelS) * (risenDecelS - risenS)) / 4 + floorS2);
};

const rampSlopeOf = (ramp: Ramp, riseS: number): number => {
  const { accelS, floorS2, decelS } = ramp;
  const risenRateS2 = Math.max(peakRateAfter(ramp, riseS), 0);
  const risenS = accelS + riseS;
  if (risenRateS2 > decelS * decelS)
    return 3 * risenS ** 2 + 2 * floorS2 + 2 * risenS * fallSlopeOf(risenRateS2, decelS);
  const risenDecelS = Math.sqrt(risenRateS2);
  return (risenS + 2 * risenDecelS) * downTimeOf(risenS, risenDecelS, floorS2);
};

const downTimeOf = (accelS: number, decelS: number, floorS2: number): number =>
  accelS < 0 ? floorS2 / (decelS - accelS) : decelS + accelS;
