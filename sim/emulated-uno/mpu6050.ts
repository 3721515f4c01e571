import { clamp } from '../../src/domain/units.ts';
import type { I2cDevice } from './i2c-bus.ts';

/** Registers, RM-MPU-6000A. */
const ACCEL_CONFIG = 0x1c;
const ACCEL_XOUT_H = 0x3b;
const ACCEL_BYTES = 6;
const PWR_MGMT_1 = 0x6b;
const WHO_AM_I = 0x75;
const ADDRESS = 0x68;
const DEVICE_RESET = 0x80;
const SLEEP = 0x40;
const REGISTERS = 0x80;
/** At +-2 g. */
const STEPS_PER_G = 16_384;
const MOST = 32_767;

/** Specific force along the chip's axes, g. */
export interface Acceleration {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** The accelerometer's half of an MPU6050. It sleeps until it is woken, and shows the last it measured while it sleeps. */
export class Mpu6050 implements I2cDevice {
  readonly #measure: () => Acceleration;
  readonly #registers = new Uint8Array(REGISTERS);
  #at = 0;
  #isFirstByte = true;

  constructor(measure: () => Acceleration) {
    this.#measure = measure;
    this.powerOn();
  }

  powerOn(): void {
    this.#registers.fill(0);
    this.#registers[PWR_MGMT_1] = SLEEP;
    this.#registers[WHO_AM_I] = ADDRESS;
  }

  begin(): void {
    this.#isFirstByte = true;
  }

  write(byte: number): boolean {
    if (this.#isFirstByte) {
      this.#isFirstByte = false;
      this.#at = byte % REGISTERS;
      return true;
    }
    if (this.#at === PWR_MGMT_1 && (byte & DEVICE_RESET) !== 0) this.powerOn();
    else if (this.#at !== WHO_AM_I) this.#registers[this.#at] = byte;
    this.#at = (this.#at + 1) % REGISTERS;
    return true;
  }

  read(): number {
    // A burst shows one moment: it is taken as its first byte is read.
    if (this.#at === ACCEL_XOUT_H) this.#sample();
    const byte = this.#registers[this.#at] ?? 0;
    this.#at = (this.#at + 1) % REGISTERS;
    return byte;
  }

  end(): void {}

  #sample(): void {
    if (((this.#registers[PWR_MGMT_1] ?? 0) & SLEEP) !== 0) return;
    const { x, y, z } = this.#measure();
    const perG = STEPS_PER_G >> (((this.#registers[ACCEL_CONFIG] ?? 0) >> 3) & 3);
    const view = new DataView(this.#registers.buffer, ACCEL_XOUT_H, ACCEL_BYTES);
    for (const [axis, g] of [x, y, z].entries()) view.setInt16(2 * axis, clamp(Math.round(g * perG), -MOST - 1, MOST));
  }
}
