import type { UnitLimits, UnitMotion } from './unit-jerk.ts';

/**
 * Travel in s³ of the fastest stop, in unit jerk; the acceleration must be inside its limits. From a motion that would
 * still be upward once its acceleration is taken away, the stop is down-jerk, hold, up-jerk; else the mirror of it.
 */
export const stopTravelOf = ({ rateS2, accelS }: UnitMotion, { maxAccelS, minAccelS }: UnitLimits): number =>
  isRising(rateS2, accelS)
    ? fallingStopTravel(rateS2, accelS, -minAccelS)
    : -fallingStopTravel(-rateS2, -accelS, maxAccelS);

/**
 * Travel in s³ of a stop that begins with down-jerk. Plain numbers here and below: this runs every cycle and must not
 * allocate.
 */
export const fallingStopTravel = (rateS2: number, accelS: number, decelS: number): number => {
  const peakRateS2 = rateS2 + (accelS * accelS) / 2;
  return accelS * (peakRateS2 - (accelS * accelS) / 6) + fallTravelOf(peakRateS2, decelS);
};

/** Whether the rate is above 0 at the moment full jerk has taken the acceleration away. */
export const isRising = (rateS2: number, accelS: number): boolean => rateS2 + (accelS * Math.abs(accelS)) / 2 > 0;

/**
 * What the peak rate of a motion adds to the travel of its stop, s³. With a deceleration limit n and b = sqrt(peak), the
 * stop from (rate, accel a) travels a b² - a³/6 + this, where b² = rate + a²/2. It is smooth and convex in the peak rate:
 * b³ while the deceleration stays below n, and b⁴/2n + n b²/2 from where it is held at n.
 */
export const fallTravelOf = (peakRateS2: number, decelS: number): number =>
  peakRateS2 <= decelS * decelS
    ? peakRateS2 * Math.sqrt(peakRateS2)
    : (peakRateS2 / 2) * (peakRateS2 / decelS + decelS);

/** `fallTravelOf` at one peak rate less that at another, without cancelling where the two are close. */
export const fallGainOf = (fromS2: number, toS2: number, decelS: number): number => {
  const heldFromS2 = decelS * decelS;
  if (fromS2 <= heldFromS2 && toS2 <= heldFromS2) {
    const [from, to] = [Math.sqrt(Math.max(fromS2, 0)), Math.sqrt(Math.max(toS2, 0))];
    return from + to === 0 ? 0 : ((toS2 - fromS2) * (fromS2 + from * to + toS2)) / (from + to);
  }
  if (fromS2 >= heldFromS2 && toS2 >= heldFromS2) return ((toS2 - fromS2) / 2) * ((fromS2 + toS2) / decelS + decelS);
  return fallTravelOf(toS2, decelS) - fallTravelOf(fromS2, decelS);
};

/** Derivative of `fallTravelOf` by the peak rate, s. */
export const fallSlopeOf = (peakRateS2: number, decelS: number): number =>
  peakRateS2 <= decelS * decelS ? 1.5 * Math.sqrt(peakRateS2) : peakRateS2 / decelS + decelS / 2;
