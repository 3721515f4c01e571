import { RADIANS_PER_DEGREE } from '../src/domain/units.ts';
import { FRICTION, GEAR_MOTOR } from './plant-parameters.ts';

/**
 * Current limit and friction as the plant's step uses them: small and pure, so that the compiler folds them into the
 * loop.
 */

/** Share of the no-load speed, or of full duty, that the motor's current may correspond to. */
export const SLIP_LIMIT = GEAR_MOTOR.currentLimitAmps / GEAR_MOTOR.stallAmps;

const INVERSE_STRIBECK = 1 / (FRICTION.stribeckDegPerSec * RADIANS_PER_DEGREE);
const STATIC_EXCESS_NM = FRICTION.staticNm - FRICTION.kineticNm;

/** Friction against a motion at `radPerS`, N m, before variation; at zero, the static capacity. Stribeck as a rational curve. */
export function frictionNm(radPerS: number): number {
  const ratio = radPerS * INVERSE_STRIBECK;
  return FRICTION.kineticNm + STATIC_EXCESS_NM / (1 + ratio * ratio);
}
