import pins from '../../boards/arduino/pins.json' with { type: 'json' };
import { lagAmpsOf } from '../../src/config/lag-current.ts';
import type { Settings } from '../../src/config/settings.ts';
import { crc16 } from '../../src/domain/crc16.ts';
import { sizeOf } from '../../src/domain/frame-codec.ts';
import {
  ARM_POINTS,
  CALIBRATION_LAYOUT,
  CALIBRATION_OPTION,
  CALIBRATION_VERSION,
  CONVERSIONS,
  FULL_DUTY,
} from '../../src/domain/lease-frames.ts';

const EEPROM_BYTES = 1024;
const ERASED = 0xff;
/** Where stores.cpp keeps the second copy of the calibration. */
export const SECOND_COPY_AT = 0x40;
const ARM_UNIT = 64;
const AMPS_PER_STEP = pins.analog.currentAmpsPerCount / CONVERSIONS;

/** The EEPROM of a board that has been calibrated for the table of these settings, and has never had a session. */
export function calibratedEeprom({ table, board }: Settings): Uint8Array {
  const { drive } = table;
  const options =
    (drive.bridge === 'pwm-dir' ? CALIBRATION_OPTION.pwmDirBridge : 0) |
    (drive.brake === 'self-locking' ? CALIBRATION_OPTION.selfLockingBrake : 0);
  const wayDeg = table.uprightDeg - table.invertedDeg;
  const values = {
    version: CALIBRATION_VERSION,
    options,
    horizontalSum: board.potentiometer.countsAtHorizontal * CONVERSIONS,
    degPerStepE5: (board.potentiometer.degPerCount / CONVERSIONS) * 1e5,
    uprightCentiDeg: table.uprightDeg * 100,
    invertedCentiDeg: table.invertedDeg * 100,
    fullRateCentiDegPerSec: drive.rateAtFullDutyDegPerSec * 100,
    blindMinDuty: drive.blindMinDuty * FULL_DUTY,
    blindMaxDuty: drive.blindMaxDuty * FULL_DUTY,
    currentZeroSum: 0,
    obstructionSum: drive.obstructionAmps / AMPS_PER_STEP,
    lagSum: lagAmpsOf(drive) / AMPS_PER_STEP,
    brakeReleaseMs: drive.brakeReleaseMs,
    blindBoundS: (wayDeg + 10) * 1.5,
  };
  const layoutBytes = sizeOf(CALIBRATION_LAYOUT);
  const record = new Uint8Array(layoutBytes + ARM_POINTS + 2).fill(ARM_UNIT);
  const view = new DataView(record.buffer);
  let at = 0;
  for (const { name, type } of CALIBRATION_LAYOUT) {
    const value = Math.round(values[name]);
    if (type === 'u8') view.setUint8(at, value);
    else view.setUint16(at, value, true);
    at += type === 'u8' ? 1 : 2;
  }
  view.setUint16(record.length - 2, crc16(record, record.length - 2), true);
  const eeprom = new Uint8Array(EEPROM_BYTES).fill(ERASED);
  eeprom.set(record, 0);
  eeprom.set(record, SECOND_COPY_AT);
  return eeprom;
}
