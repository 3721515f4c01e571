import { armRatioOf } from '../../src/config/actuator-arm.ts';
import { lagAmpsOf } from '../../src/config/lag-current.ts';
import type { Settings } from '../../src/config/settings.ts';
import {
  ARM_POINTS,
  CALIBRATION_OPTION,
  CALIBRATION_VERSION,
  CONVERSIONS,
  FULL_DUTY,
} from '../../src/domain/lease-frames.ts';
import { clamp } from '../../src/domain/units.ts';
import { AMPS_PER_STEP } from './analog-scales.ts';
import type { BoardCalibration } from './calibration-frames.ts';

const CENTI = 100;
const E5 = 100_000;
const ARM_UNIT = 64;
const MOST_BYTE = 255;
/** Policy A's bound: the whole way and 10 deg, at 1 deg/s, half as long again. */
const BLIND = { marginDeg: 10, degPerSec: 1, factor: 1.5 } as const;

/** What the board needs for its own way up, of the settings that the host goes by. `zeroAmps` is what it reads at rest. */
export function boardCalibrationOf({ table, board }: Settings, zeroAmps = 0): BoardCalibration {
  const { drive, uprightDeg, invertedDeg } = table;
  const options =
    (drive.bridge === 'pwm-dir' ? CALIBRATION_OPTION.pwmDirBridge : 0) |
    (drive.brake === 'self-locking' ? CALIBRATION_OPTION.selfLockingBrake : 0) |
    (board.hasGrip ? CALIBRATION_OPTION.hasGrip : 0) |
    (board.hasAccelerometer ? CALIBRATION_OPTION.hasAccelerometer : 0);
  const values = {
    version: CALIBRATION_VERSION,
    options,
    horizontalSum: board.potentiometer.countsAtHorizontal * CONVERSIONS,
    degPerStepE5: (board.potentiometer.degPerCount / CONVERSIONS) * E5,
    uprightCentiDeg: uprightDeg * CENTI,
    invertedCentiDeg: invertedDeg * CENTI,
    fullRateCentiDegPerSec: drive.rateAtFullDutyDegPerSec * CENTI,
    blindMinDuty: drive.blindMinDuty * FULL_DUTY,
    blindMaxDuty: drive.blindMaxDuty * FULL_DUTY,
    currentZeroSum: zeroAmps / AMPS_PER_STEP,
    obstructionSum: drive.obstructionAmps / AMPS_PER_STEP,
    lagSum: lagAmpsOf(drive) / AMPS_PER_STEP,
    brakeReleaseMs: drive.brakeReleaseMs,
    blindBoundS: ((uprightDeg - invertedDeg + BLIND.marginDeg) / BLIND.degPerSec) * BLIND.factor,
  };
  const rounded = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Math.round(value)]));
  return { values: { ...values, ...rounded }, arm: armPoints(table) };
}

function armPoints(table: Settings['table']): readonly number[] {
  const ratioAt = armRatioOf(table) ?? (() => 1);
  const stepDeg = (table.uprightDeg - table.invertedDeg) / (ARM_POINTS - 1);
  return Array.from({ length: ARM_POINTS }, (_unused, point) =>
    clamp(Math.round(ratioAt(table.invertedDeg + point * stepDeg) * ARM_UNIT), ARM_UNIT, MOST_BYTE),
  );
}

/** Where a board with this calibration takes its table for upright, counts; null where it has none. */
export function uprightCountsOf({ values }: BoardCalibration): number | null {
  const degPerCount = (values.degPerStepE5 / E5) * CONVERSIONS;
  if (degPerCount === 0) return null;
  return values.horizontalSum / CONVERSIONS + values.uprightCentiDeg / CENTI / degPerCount;
}

/** The same table, as far as a board can tell. */
export function sameCalibration(one: BoardCalibration, other: BoardCalibration): boolean {
  const key = ({ values, arm }: BoardCalibration) => JSON.stringify([Object.entries(values).sort(), arm]);
  return key(one) === key(other);
}
