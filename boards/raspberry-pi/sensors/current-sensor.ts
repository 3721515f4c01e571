import type { I2cDevice } from '../kernel/i2c-device.ts';

/** INA226 (TI SBOS547): the drive's current by a shunt, and the drive's supply, in one chip. */
const REGISTER = { configuration: 0x00, shunt: 0x01, bus: 0x02 } as const;
/** Four conversions of 332 us of each, on and on: a new mean every 2.7 ms. */
const CONFIGURATION = 0x4297;
const SHUNT_VOLTS_PER_STEP = 2.5e-6;
const BUS_VOLTS_PER_STEP = 1.25e-3;

export interface DriveSupply {
  /** Magnitude. */
  readonly amps: number;
  readonly volts: number;
}

/** False where the chip does not answer. */
export async function startCurrentSensor(chip: I2cDevice): Promise<boolean> {
  return (await chip.writeWord(REGISTER.configuration, CONFIGURATION)).ok;
}

/** Null where the chip does not answer. */
export async function readDriveSupply(chip: I2cDevice, shuntOhms: number): Promise<DriveSupply | null> {
  const shunt = await chip.readWord(REGISTER.shunt);
  if (!shunt.ok) return null;
  const bus = await chip.readWord(REGISTER.bus);
  if (!bus.ok) return null;
  const signed = shunt.value < 0x8000 ? shunt.value : shunt.value - 0x1_0000;
  return { amps: Math.abs(signed * SHUNT_VOLTS_PER_STEP) / shuntOhms, volts: bus.value * BUS_VOLTS_PER_STEP };
}
