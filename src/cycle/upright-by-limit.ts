import type { TableEstimate } from '../domain/estimate.ts';
import { INPUT } from '../domain/inputs.ts';
import { isNearUprightByEither } from '../domain/upright-limit.ts';

/** Safety waits for 5 deg; here the limit switch is a third witness, and the hard stop is only 4 deg away. */
const DOUBTFUL_APART_DEG = 2.5;

/**
 * With one angle lost or in doubt, the limit switch and whichever source agrees with it end a way up: the other source
 * would drive on into the hard stop.
 */
export function isUprightByLimit(estimate: TableEstimate, uprightDeg: number): boolean {
  const { inputs, source, potTiltDeg, accelTiltDeg, accelPlausible } = estimate;
  if ((inputs & INPUT.UPRIGHT_LIMIT) === 0) return false;
  const apart = accelPlausible && Math.abs(potTiltDeg - accelTiltDeg) > DOUBTFUL_APART_DEG;
  if (source === 'potentiometer' && !apart) return false;
  return isNearUprightByEither(estimate, uprightDeg);
}
