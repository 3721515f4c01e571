import type { TableEstimate } from '../../src/domain/estimate.ts';
import { INPUTS_AT_REST } from '../../src/domain/inputs.ts';

/** What both sensors of a table in order say of it at rest. */
export function estimateAt(tiltDeg: number, changes: Partial<TableEstimate> = {}): TableEstimate {
  return {
    nowMs: 1000,
    tiltDeg,
    rateDegPerSec: 0,
    source: 'potentiometer',
    inDoubt: false,
    rebasedByDeg: 0,
    potTiltDeg: tiltDeg,
    potInBand: true,
    potJumped: false,
    accelTiltDeg: tiltDeg,
    accelPlausible: true,
    frameAgeMs: 5,
    fittedRateDegPerSec: 0,
    headDown: tiltDeg < -5,
    currentAmps: 0,
    supplyVolts: 24,
    boardClockMs: 0,
    inputs: INPUTS_AT_REST,
    limitRefuted: false,
    damagedFrames: 0,
    ...changes,
  };
}
