import type { MotionLimits } from './motion-limits.ts';
import { fallingStopTravel, isRising } from './stop-travel.ts';

/**
 * Signed travel in degrees of the fastest jerk-limited stop, upward positive: where the table would come to rest if it
 * began to stop now. Cheap enough for every cycle; allocates nothing. An acceleration outside its limits is first brought
 * to the limit by full jerk; rate limits play no part. Arguments are not checked: one that is not a number gives NaN.
 */
export const stoppingDistance = (rateDegPerSec: number, accelDegPerSec2: number, limits: MotionLimits): number => {
  const { maxAccel, minAccel, maxJerk } = limits;
  const rateS2 = rateDegPerSec / maxJerk;
  const accelS = accelDegPerSec2 / maxJerk;
  const insideS = Math.min(Math.max(accelS, minAccel / maxJerk), maxAccel / maxJerk);
  const jerkS = Math.abs(accelS - insideS);
  const insideRateS2 = rateS2 + (jerkS * (accelS + insideS)) / 2;
  const insideTravelS3 = jerkS * (rateS2 + (jerkS * (2 * accelS + insideS)) / 6);
  const stopS3 = isRising(insideRateS2, insideS)
    ? fallingStopTravel(insideRateS2, insideS, -minAccel / maxJerk)
    : -fallingStopTravel(-insideRateS2, -insideS, maxAccel / maxJerk);
  return maxJerk * (insideTravelS3 + stopS3);
};

/** The rate in deg/s, acceleration being 0, from which the fastest stop travels `distanceDeg` (0 or more) upward. */
export const stoppableRate = (distanceDeg: number, { minAccel, maxJerk }: MotionLimits): number => {
  const travelS3 = distanceDeg / maxJerk;
  const decelS = -minAccel / maxJerk;
  const decelS2 = decelS * decelS;
  if (travelS3 <= decelS2 * decelS) return maxJerk * Math.cbrt(travelS3) ** 2;
  const heldS3 = 8 * decelS * travelS3;
  return (maxJerk * heldS3) / 2 / (decelS2 + Math.sqrt(decelS2 * decelS2 + heldS3));
};
