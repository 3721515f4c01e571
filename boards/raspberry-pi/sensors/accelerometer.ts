import type { I2cDevice } from '../kernel/i2c-device.ts';

/** MPU6050 (InvenSense RM-MPU-6000A): awake, range 2 g, a filter of 44 Hz. */
const REGISTER = { filter: 0x1a, range: 0x1c, acceleration: 0x3b, power: 0x6b } as const;
const FILTER_44_HZ = 3;
const STEPS_PER_G = 16_384;
const AXES = ['x', 'y', 'z'] as const;
export type Axis = (typeof AXES)[number];

export interface Acceleration {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** False where the chip does not answer. */
export async function wakeAccelerometer(chip: I2cDevice): Promise<boolean> {
  for (const [register, value] of [
    [REGISTER.power, 0],
    [REGISTER.filter, FILTER_44_HZ],
    [REGISTER.range, 0],
  ] as const) {
    if (!(await chip.write(register, [value])).ok) return false;
  }
  return true;
}

/** Specific force, g; null where the chip does not answer. */
export async function readAcceleration(chip: I2cDevice): Promise<Acceleration | null> {
  const read = await chip.read(REGISTER.acceleration, 6);
  if (!read.ok) return null;
  const axis = (index: number) => read.value.readInt16BE(2 * index) / STEPS_PER_G;
  return { x: axis(0), y: axis(1), z: axis(2) };
}
