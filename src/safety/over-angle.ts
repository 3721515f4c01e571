import type { Settings } from '../config/settings.ts';
import type { Check, SafetyInput } from './check.ts';

const BEYOND_DEG = 2;

/** H-58: the table is further head-down than its range, by more than control and sensor can be off. */
export function overAngle(settings: Settings): Check {
  const tripDeg = settings.table.invertedDeg - BEYOND_DEG;
  return {
    id: 'H-58',
    reaction: 'RET',
    present: ({ estimate }: SafetyInput) => estimate.source !== 'none' && estimate.tiltDeg < tripDeg,
  };
}
