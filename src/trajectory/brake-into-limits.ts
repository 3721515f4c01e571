import { mirrorLimits, type UnitLimits, type UnitMotion } from './unit-jerk.ts';

/**
 * The way back inside the limits for a start that breaks them, or that cannot help breaking them soon: full jerk for
 * `jerkS`, then constant acceleration for `holdS`. Same rules as the brake pre-trajectory of Ruckig (pantor/ruckig,
 * src/ruckig/brake.cpp), so that durations agree.
 */
export interface Brake extends UnitMotion {
  readonly jerkSign: 1 | -1;
  readonly jerkS: number;
  readonly holdS: number;
}

/** The brake a motion needs, with the motion it ends in, or undefined where the start is fine. Unit jerk. */
export const brakeIntoLimits = (motion: UnitMotion, limits: UnitLimits): Brake | undefined => {
  const { rateS2, accelS } = motion;
  if (accelS > limits.maxAccelS) return lowerAcceleration(motion, limits);
  if (accelS < limits.minAccelS) return flip(lowerAcceleration(mirror(motion), mirrorLimits(limits)));

  // The rate at which the acceleration would be gone, if it is taken away by full jerk at once, is off by this much.
  const swingS2 = (accelS * accelS) / 2;
  const { maxRateS2, minRateS2 } = limits;
  if ((rateS2 > maxRateS2 && rateS2 - swingS2 > minRateS2) || (accelS > 0 && rateS2 + swingS2 > maxRateS2)) {
    return lowerRate(motion, limits);
  }
  if ((rateS2 < minRateS2 && rateS2 + swingS2 < maxRateS2) || (accelS < 0 && rateS2 - swingS2 < minRateS2)) {
    return flip(lowerRate(mirror(motion), mirrorLimits(limits)));
  }
  return undefined;
};

/** From above the acceleration limit. Held at the limit while the rate is still below its lower limit. */
const lowerAcceleration = (motion: UnitMotion, limits: UnitLimits): Brake => {
  const { maxRateS2, minRateS2, maxAccelS } = limits;
  const turnRateS2 = motion.rateS2 + motion.accelS ** 2 / 2;
  if (turnRateS2 > maxRateS2) return lowerRate(motion, limits);
  const swingS2 = maxAccelS ** 2 / 2;
  const reachedS2 = turnRateS2 - swingS2;
  // Not so long that the rate must then overshoot its upper limit.
  const rateS2 = Math.max(reachedS2, Math.min(minRateS2, maxRateS2 - swingS2));
  const holdS = (rateS2 - reachedS2) / maxAccelS;
  return { jerkSign: -1, jerkS: motion.accelS - maxAccelS, holdS, rateS2, accelS: maxAccelS };
};

/** From above the rate limit, or bound to pass it: down to the limit, unless the lower limit would then be passed. */
const lowerRate = ({ rateS2, accelS }: UnitMotion, { maxRateS2, minRateS2, minAccelS }: UnitLimits): Brake => {
  const turnRateS2 = rateS2 + accelS ** 2 / 2;
  const toUpperS = Math.sqrt(Math.max(2 * (turnRateS2 - maxRateS2), 0));
  const toLowerS = Math.sqrt(Math.max(turnRateS2 - minRateS2, 0));
  const reachedS = -Math.min(toUpperS, toLowerS);
  if (reachedS >= minAccelS) {
    const endS2 = toUpperS < toLowerS ? maxRateS2 : turnRateS2 - reachedS ** 2 / 2;
    return { jerkSign: -1, jerkS: accelS - reachedS, holdS: 0, rateS2: endS2, accelS: reachedS };
  }
  const swingS2 = minAccelS ** 2 / 2;
  const heldFromS2 = turnRateS2 - swingS2;
  const heldToS2 = Math.min(heldFromS2, Math.max(maxRateS2, minRateS2 + swingS2));
  const holdS = (heldToS2 - heldFromS2) / minAccelS;
  return { jerkSign: -1, jerkS: accelS - minAccelS, holdS, rateS2: heldToS2, accelS: minAccelS };
};

const mirror = ({ rateS2, accelS }: UnitMotion): UnitMotion => ({ rateS2: -rateS2, accelS: -accelS });

const flip = ({ jerkSign, jerkS, holdS, rateS2, accelS }: Brake): Brake => ({
  jerkSign: jerkSign === 1 ? -1 : 1,
  jerkS,
  holdS,
  rateS2: -rateS2,
  accelS: -accelS,
});
