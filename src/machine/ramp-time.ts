import type { MotionRates } from '../domain/demand.ts';

/**
 * How long a ramp takes at most when nothing is wrong, ms: each part at its own rate, plus one change of speed and one
 * stop. A ramp that needs half as long again, and 3 s, is late.
 */
export function lateRampMs(
  { fromDeg, toDeg }: { fromDeg: number; toDeg: number },
  rates: MotionRates,
  { accelDegPerSec2, jerkDegPerSec3 }: { accelDegPerSec2: number; jerkDegPerSec3: number },
): number {
  const up = toDeg > fromDeg;
  const below = Math.abs(Math.min(toDeg, 0) - Math.min(fromDeg, 0));
  const above = Math.abs(Math.max(toDeg, 0) - Math.max(fromDeg, 0));
  const belowRate = up ? rates.headDownUpDegPerSec : rates.downDegPerSec;
  const aboveRate = up ? rates.headUpUpDegPerSec : rates.downDegPerSec;
  const changesS = (2 * Math.max(belowRate, aboveRate)) / accelDegPerSec2 + (2 * accelDegPerSec2) / jerkDegPerSec3;
  const plannedS = below / belowRate + above / aboveRate + changesS;
  return (plannedS * 1.5 + 3) * 1000;
}
