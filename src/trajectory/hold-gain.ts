import { solveConvex } from './newton.ts';
import { fallGainOf, fallSlopeOf } from './stop-travel.ts';

/** Highest acceleration held: how much farther a stop ends the higher the rate it stops from. All in unit jerk. */
export interface Hold {
  /** Peak rate of the stop where the hold begins, 0 or more. */
  readonly peakRateS2: number;
  readonly maxAccelS: number;
  /** Highest deceleration of the stop, above 0. */
  readonly decelS: number;
}

/** Gain in travel, s³, when the hold raises the peak rate by `riseS2`: growing and convex in it. */
export const holdGainOf = ({ peakRateS2, maxAccelS, decelS }: Hold, riseS2: number): number => {
  const risenS2 = peakRateS2 + riseS2;
  return (riseS2 / 2) * ((peakRateS2 + risenS2) / maxAccelS + maxAccelS) + fallGainOf(peakRateS2, risenS2, decelS);
};

/** The rise of the peak rate, at most `maxRiseS2`, that gains `gapS3` of travel. */
export const solveHold = (hold: Hold, gapS3: number, maxRiseS2: number): number => {
  if (!(gapS3 > 0)) return 0;
  const { peakRateS2, maxAccelS, decelS } = hold;
  const freeS2 = Math.min(Math.max(decelS * decelS - peakRateS2, 0), maxRiseS2);
  const freeS3 = holdGainOf(hold, freeS2);
  if (gapS3 >= freeS3) return freeS2 + solveBothHeld({ ...hold, peakRateS2: peakRateS2 + freeS2 }, gapS3 - freeS3);

  const slopeAt = (riseS2: number): number => {
    const risenS2 = peakRateS2 + riseS2;
    return risenS2 / maxAccelS + maxAccelS / 2 + fallSlopeOf(risenS2, decelS);
  };
  return solveConvex(Math.min(freeS2, gapS3 / slopeAt(0)), (riseS2) => holdGainOf(hold, riseS2) - gapS3, slopeAt);
};

/** With the deceleration held as well, the gain is quadratic in the peak rate. */
const solveBothHeld = ({ peakRateS2, maxAccelS, decelS }: Hold, gapS3: number): number => {
  const curve = (1 / maxAccelS + 1 / decelS) / 2;
  const slopeS = 2 * curve * peakRateS2 + (maxAccelS + decelS) / 2;
  return (2 * gapS3) / (slopeS + Math.sqrt(slopeS * slopeS + 4 * curve * gapS3));
};
