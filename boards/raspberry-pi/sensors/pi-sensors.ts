import type { I2cDevice } from '../kernel/i2c-device.ts';
import { PI_I2C } from '../pin-map.ts';
import { type Axis, readAcceleration } from './accelerometer.ts';
import { readAngle } from './angle-sensor.ts';
import { readDriveSupply } from './current-sensor.ts';

export interface SensorChips {
  readonly angle: I2cDevice;
  readonly current: I2cDevice;
  /** Null where none is fitted. */
  readonly accelerometer: I2cDevice | null;
}

const NEVER_MS = Number.NEGATIVE_INFINITY;

/**
 * The sensors on the I2C bus, asked one after the other in the kernel's own time. The cycle never waits for them: it finds
 * the latest readings, each with the time at which it came.
 */
export class PiSensors {
  /** Raw angle, 0..4095. */
  angle = 0;
  angleAtMs = NEVER_MS;
  accelAlongG = 0;
  accelOutG = 1;
  accelAtMs = NEVER_MS;
  currentAmps = 0;
  supplyVolts = 0;
  supplyAtMs = NEVER_MS;
  readonly #chips: SensorChips;
  readonly #nowMs: () => number;
  #round: Promise<void> | null = null;

  constructor(chips: SensorChips, nowMs: () => number) {
    this.#chips = chips;
    this.#nowMs = nowMs;
  }

  /** Begins a round of readings, unless one is still under way. */
  ask(): Promise<void> {
    this.#round ??= this.#readAll().finally(() => {
      this.#round = null;
    });
    return this.#round;
  }

  async close(): Promise<void> {
    await this.#round;
    const { angle, current, accelerometer } = this.#chips;
    for (const chip of [angle, current, accelerometer]) await chip?.close();
  }

  async #readAll(): Promise<void> {
    const { angle, current, accelerometer } = this.#chips;
    const raw = await readAngle(angle);
    if (raw !== null) {
      this.angle = raw;
      this.angleAtMs = this.#nowMs();
    }
    if (accelerometer !== null) await this.#readAcceleration(accelerometer);
    const supply = await readDriveSupply(current, PI_I2C.current.shuntOhms);
    if (supply === null) return;
    this.currentAmps = supply.amps;
    this.supplyVolts = supply.volts;
    this.supplyAtMs = this.#nowMs();
  }

  async #readAcceleration(chip: I2cDevice): Promise<void> {
    const read = await readAcceleration(chip);
    if (read === null) return;
    this.accelAlongG = read[PI_I2C.accelerometer.along as Axis];
    this.accelOutG = read[PI_I2C.accelerometer.out as Axis];
    this.accelAtMs = this.#nowMs();
  }
}
