import { RADIANS_PER_DEGREE } from '../src/domain/units.ts';
import { BRAKE, FRICTION, GEAR_MOTOR, PLANT_STEP_MS } from './plant-parameters.ts';

/**
 * Motor, gear, friction and brake as the plant's step uses them. Small pure functions: the compiler folds them into
 * the loop.
 */

/** Share of the no-load speed, or of full duty, that the motor's current may correspond to. */
export const SLIP_LIMIT = GEAR_MOTOR.currentLimitAmps / GEAR_MOTOR.stallAmps;
export const NO_LOAD_RAD_PER_S = GEAR_MOTOR.noLoadDegPerSec * RADIANS_PER_DEGREE;

const INVERSE_STRIBECK = 1 / (FRICTION.stribeckDegPerSec * RADIANS_PER_DEGREE);
const STATIC_EXCESS_NM = FRICTION.staticNm - FRICTION.kineticNm;
const BACK_GAIN = 1 / GEAR_MOTOR.backEfficiency;

/**
 * What becomes of one N m of the motor at the axle when the table moves in `direction` (+1, -1). Loss always opposes
 * the motion: driving, part of the torque is lost; braking, loss helps to brake.
 */
export function gearGain(motorNm: number, direction: number): number {
  return motorNm * direction >= 0 ? GEAR_MOTOR.forwardEfficiency : BACK_GAIN;
}

/** Friction against a motion at `radPerS`, N m, before variation; at zero, the static capacity. Stribeck as a rational curve. */
export function frictionNm(radPerS: number): number {
  const ratio = radPerS * INVERSE_STRIBECK;
  return FRICTION.kineticNm + STATIC_EXCESS_NM / (1 + ratio * ratio);
}

/** Spring brake: takes its time to let go and to take hold, and has its full torque or none in between. */
export class SpringBrake {
  /** The torque is on. */
  engaged = true;
  /** The coil is powered. */
  released = false;
  defect: 'none' | 'stuck-engaged' | 'stuck-released' = 'none';
  #pendingSteps = 0;

  /** At rest: nothing left to count down. */
  get settled(): boolean {
    return this.#pendingSteps === 0;
  }

  command(released: boolean): void {
    if (released === this.released) return;
    this.released = released;
    const delayMs = released ? BRAKE.releaseMs : BRAKE.engageMs;
    this.#pendingSteps = this.engaged === released ? delayMs / PLANT_STEP_MS : 0;
  }

  step(): void {
    if (this.#pendingSteps === 0) return;
    this.#pendingSteps -= 1;
    if (this.#pendingSteps === 0) this.engaged = !this.released;
  }

  get torqueNm(): number {
    if (this.defect === 'none') return this.engaged ? BRAKE.torqueNm : 0;
    return this.defect === 'stuck-engaged' ? BRAKE.torqueNm : 0;
  }
}
