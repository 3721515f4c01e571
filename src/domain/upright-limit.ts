import type { TableEstimate } from './estimate.ts';

/** Further below the upright end than this, an angle speaks against a closed upright limit, deg. */
export const LIMIT_COUNTS_WITHIN_DEG = 5;

type BothAngles = Pick<TableEstimate, 'potTiltDeg' | 'potInBand' | 'accelTiltDeg' | 'accelPlausible'>;

/** Whether either source, taken by itself, is near enough to the upright end for the limit there to be closed. */
export function isNearUprightByEither(
  { potTiltDeg, potInBand, accelTiltDeg, accelPlausible }: BothAngles,
  uprightDeg: number,
): boolean {
  const fromDeg = uprightDeg - LIMIT_COUNTS_WITHIN_DEG;
  return (accelPlausible && accelTiltDeg > fromDeg) || (potInBand && potTiltDeg > fromDeg);
}
