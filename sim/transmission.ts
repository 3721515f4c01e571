import type { ActuatorGeometry, TableSettings } from '../src/config/settings.ts';
import { RADIANS_PER_DEGREE } from '../src/domain/units.ts';
import { END_SWITCHES, GEAR_MOTOR, SCREW } from './plant-parameters.ts';

/** Rate times torque of the motor at the axle is the same whatever turns the one into the other. */
const STALL_NM_TIMES_RATE = GEAR_MOTOR.stallTorqueNm * GEAR_MOTOR.noLoadDegPerSec;
const LOOKS = 64;

/**
 * What lies between motor and axle: a gear and chain of one ratio, or a linear actuator whose lever arm, and with it
 * rate and torque, changes with the tilt. A screw is self-locking: no load turns it.
 */
export class Transmission {
  readonly isSelfLocking: boolean;
  /** What becomes of one N m of the motor at the axle, driving the table and driven by it. Loss always opposes the motion. */
  readonly forwardGain: number;
  readonly backGain: number;
  /** Friction as a share of the load, where a screw has it. */
  readonly loadFriction: number;
  /** Motor at the axle, at the tilt of the last `turnTo`. */
  stallNm: number = GEAR_MOTOR.stallTorqueNm;
  noLoadRadPerS: number = GEAR_MOTOR.noLoadDegPerSec * RADIANS_PER_DEGREE;

  readonly #actuator: ActuatorGeometry | null;
  readonly #rateAtLeastArm: number;
  readonly #leastArm: number;
  readonly #cutsAboveDeg: number;
  readonly #cutsBelowDeg: number;

  constructor({ drive, uprightDeg, invertedDeg }: TableSettings) {
    const { actuator } = drive;
    this.#actuator = actuator;
    this.isSelfLocking = actuator !== null || drive.brake === 'self-locking';
    this.forwardGain = this.isSelfLocking ? 1 : GEAR_MOTOR.forwardEfficiency;
    this.backGain = this.isSelfLocking ? 1 : 1 / GEAR_MOTOR.backEfficiency;
    this.loadFriction = this.isSelfLocking ? SCREW.loadFriction : 0;
    this.#rateAtLeastArm = drive.rateAtFullDutyDegPerSec;
    this.#leastArm = actuator === null ? 1 : leastArm(actuator, uprightDeg, invertedDeg);
    const cuts = actuator?.endSwitchesCutCurrent === true;
    this.#cutsAboveDeg = cuts ? uprightDeg + END_SWITCHES.beyondUprightDeg : Number.POSITIVE_INFINITY;
    this.#cutsBelowDeg = cuts ? invertedDeg - END_SWITCHES.beyondInvertedDeg : Number.NEGATIVE_INFINITY;
  }

  /** Once a cycle is enough: in one, the arm changes by under a thousandth. */
  turnTo(tiltDeg: number): void {
    if (this.#actuator === null) return;
    const ratio = armOf(this.#actuator, tiltDeg) / this.#leastArm;
    this.stallNm = (STALL_NM_TIMES_RATE / this.#rateAtLeastArm) * ratio;
    this.noLoadRadPerS = (this.#rateAtLeastArm / ratio) * RADIANS_PER_DEGREE;
  }

  /** The drive's own switch at the end of its stroke lets no current through this way; the other way its diode does. */
  isCut(tiltDeg: number, duty: number): boolean {
    return (duty > 0 && tiltDeg > this.#cutsAboveDeg) || (duty < 0 && tiltDeg < this.#cutsBelowDeg);
  }
}

/** The arm at which the actuator's force turns the axle, mm: how much longer it grows a radian. */
export function armOf({ leverMm, anchorDistanceMm, angleAtHorizontalDeg }: ActuatorGeometry, tiltDeg: number): number {
  const angle = (angleAtHorizontalDeg + tiltDeg) * RADIANS_PER_DEGREE;
  const lengthMm = Math.sqrt(leverMm ** 2 + anchorDistanceMm ** 2 - 2 * leverMm * anchorDistanceMm * Math.cos(angle));
  return (leverMm * anchorDistanceMm * Math.sin(angle)) / lengthMm;
}

/** Over the range: where the table is fastest. */
function leastArm(actuator: ActuatorGeometry, uprightDeg: number, invertedDeg: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look <= LOOKS; look++) {
    least = Math.min(least, armOf(actuator, invertedDeg + ((uprightDeg - invertedDeg) * look) / LOOKS));
  }
  return least;
}
