import { GEAR_MOTOR } from './plant-parameters.ts';

/**
 * The winding of a 24 V motor of about 200 W, as one body. A rated current of 5 A makes 20 W in 0.8 ohm, which may heat
 * it by 80 K: 4 K/W. Its time constant of 10 min is that of half a kilogram of copper and iron.
 */
export const MOTOR_HEAT = {
  ambientC: 25,
  windingOhm: 24 / GEAR_MOTOR.stallAmps,
  kelvinPerWatt: 4,
  timeConstantS: 600,
  /** Ferrite magnets lose this share of their field a kelvin. */
  torqueLossPerK: 0.002,
  /** A thermostat in the winding opens, and closes again. */
  opensC: 140,
  closesC: 110,
} as const;

/** How hot the drive is, and what that costs it. */
export class MotorHeat {
  /** Of the winding, by what it has done, C. */
  windingC: number = MOTOR_HEAT.ambientC;
  /** Heat from elsewhere, K. */
  extraK = 0;
  /** The driver's chip is hot and chops at this share of its current limit. */
  limitShare = 1;
  #isOpen = false;

  get temperatureC(): number {
    return this.windingC + this.extraK;
  }

  /** The thermostat has cut the motor off. */
  get isCutOut(): boolean {
    return this.#isOpen;
  }

  /** Share of the cold motor's torque. */
  get torqueShare(): number {
    return 1 - MOTOR_HEAT.torqueLossPerK * Math.max(0, this.temperatureC - MOTOR_HEAT.ambientC);
  }

  pass(amps: number, seconds: number): void {
    const { ambientC, windingOhm, kelvinPerWatt, timeConstantS, opensC, closesC } = MOTOR_HEAT;
    const settlesAtC = ambientC + amps * amps * windingOhm * kelvinPerWatt;
    this.windingC += (settlesAtC - this.windingC) * (seconds / timeConstantS);
    this.#isOpen = this.temperatureC > (this.#isOpen ? closesC : opensC);
  }

  /** As if what has been put in from outside had never been. */
  cool(): void {
    this.extraK = 0;
    this.limitShare = 1;
    this.#isOpen = this.windingC > MOTOR_HEAT.opensC;
  }
}
