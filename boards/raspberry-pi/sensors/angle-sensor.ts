import type { I2cDevice } from '../kernel/i2c-device.ts';

/**
 * AS5600, a magnet's angle without contact: 12 bits a turn (ams datasheet 1-06, register map). Status and raw angle stand
 * one after the other; bit 5 of the status says that there is a magnet.
 */
const REGISTER_STATUS = 0x0b;
const MAGNET_DETECTED = 1 << 5;
const STEPS_A_TURN = 4096;
export const DEG_PER_STEP = 360 / STEPS_A_TURN;

/** Raw angle, 0..4095; null where the chip does not answer or sees no magnet. */
export async function readAngle(chip: I2cDevice): Promise<number | null> {
  const read = await chip.read(REGISTER_STATUS, 3);
  if (!read.ok || (read.value.readUInt8(0) & MAGNET_DETECTED) === 0) return null;
  return read.value.readUInt16BE(1) & (STEPS_A_TURN - 1);
}

/** From horizontal, deg, -180..180: the magnet may be glued on at any angle. */
export function tiltOfAngle(
  raw: number,
  { atHorizontal, rises }: { readonly atHorizontal: number; readonly rises: boolean },
): number {
  const steps = (((raw - atHorizontal + STEPS_A_TURN / 2) % STEPS_A_TURN) + STEPS_A_TURN) % STEPS_A_TURN;
  return (steps - STEPS_A_TURN / 2) * DEG_PER_STEP * (rises ? 1 : -1);
}
