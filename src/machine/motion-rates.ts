import type { MotionRates } from '../domain/demand.ts';
import type { TableContext } from './table-context.ts';

/** When it is unclear which angle is right, deg/s. */
const DOUBTFUL_RETURN_DEG_PER_SEC = 2;

export function plannedRates({ settings, plan }: TableContext): MotionRates {
  return {
    headDownUpDegPerSec: plan.rampDegPerSec,
    headUpUpDegPerSec: Math.min(plan.rampDegPerSec, settings.table.rates.headUpDegPerSec),
    downDegPerSec: plan.rampDegPerSec,
  };
}

export function emergencyRates({ settings, slowReturn }: TableContext): MotionRates {
  const { emergencyDegPerSec, emergencyHeadUpDegPerSec, rampDegPerSec } = settings.table.rates;
  if (slowReturn) {
    return {
      headDownUpDegPerSec: DOUBTFUL_RETURN_DEG_PER_SEC,
      headUpUpDegPerSec: DOUBTFUL_RETURN_DEG_PER_SEC,
      downDegPerSec: rampDegPerSec,
    };
  }
  return {
    headDownUpDegPerSec: emergencyDegPerSec,
    headUpUpDegPerSec: emergencyHeadUpDegPerSec,
    downDegPerSec: rampDegPerSec,
  };
}
