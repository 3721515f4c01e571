import { armRatioOf } from '../config/actuator-arm.ts';
import type { Settings } from '../config/settings.ts';
import type { TableEstimate } from '../domain/estimate.ts';
import type { Setpoint } from '../domain/setpoint.ts';
import { CYCLE_S } from '../domain/time.ts';
import { clamp, RADIANS_PER_DEGREE } from '../domain/units.ts';

/** Rate that answers one degree of error, 1/s. */
const GAIN_PER_SEC = 1.6;
/** How fast the load is learned, 1/s2; with the gain above the loop is critically damped. */
const LEARNING_PER_SEC2 = 0.64;
/** The most that feedback may add to the setpoint's rate, deg/s: a lying sensor cannot make the table run away. */
const MAX_CORRECTION_DEG_PER_SEC = 1;
/** An error beyond this teaches no faster: what lags that far is stuck, or its sensor is. */
const MAX_LESSON_DEG = 0.5;
/** Learned duties beyond this are no rider's. */
const MAX_LEARNED_DUTY = 0.6;
/** Below this rate the friction's sign fades, so that a start or a turn has no step in its duty, deg/s. */
const FRICTION_FADES_DEG_PER_SEC = 0.1;
/** Of the duty at which the table begins to move; the rest is for a rider's weight. */
const USUAL_FRICTION_SHARE = 0.45;
/** A geared motor follows its duty like a speed; this much of the wanted acceleration is led in, s. */
const MOTOR_LAG_S = 0.015;

/**
 * Duty from setpoint and estimate. The drive is all but a source of rate: duty times its rate at full duty, less what
 * the load takes. So the setpoint's rate is fed forward, and the load is learned while the table moves, as what gravity
 * makes of it: a part that goes with the cosine of the tilt (how far the rider's weight lies from the axle along the
 * table), one with the sine (how far out of it), and friction, which goes with the direction. What was learned at one
 * tilt thus holds at every other, and nobody needs to say what the rider weighs.
 */
export class TiltController {
  readonly #dutyPerRate: number;
  /** A linear actuator's; null where the drive has one ratio everywhere. */
  readonly #armRatioAt: ((tiltDeg: number) => number) | null;
  readonly #usualFriction: number;
  #cosine = 0;
  #sine = 0;
  #friction: number;

  constructor(settings: Settings) {
    this.#dutyPerRate = 1 / settings.table.drive.rateAtFullDutyDegPerSec;
    this.#armRatioAt = armRatioOf(settings.table);
    this.#usualFriction = settings.table.drive.blindMinDuty * USUAL_FRICTION_SHARE;
    this.#friction = this.#usualFriction;
  }

  /** Forgets the load: another rider may lie on the table. */
  reset(): void {
    this.#cosine = 0;
    this.#sine = 0;
    this.#friction = this.#usualFriction;
  }

  /** Duty -1..+1 for this tick. Learns only while `driving`: on the brake the table says nothing of its load. */
  update(setpoint: Readonly<Setpoint>, estimate: TableEstimate, driving: boolean): number {
    const tiltRad = setpoint.tiltDeg * RADIANS_PER_DEGREE;
    const cosine = Math.cos(tiltRad);
    const sine = Math.sin(tiltRad);
    const ratio = setpoint.rateDegPerSec / FRICTION_FADES_DEG_PER_SEC;
    const direction = ratio / (1 + Math.abs(ratio));
    const errorDeg = setpoint.tiltDeg - estimate.tiltDeg;
    const wanted = GAIN_PER_SEC * errorDeg;
    const correction = clamp(wanted, -MAX_CORRECTION_DEG_PER_SEC, MAX_CORRECTION_DEG_PER_SEC);
    if (driving) this.#learn(clamp(errorDeg, -MAX_LESSON_DEG, MAX_LESSON_DEG), { cosine, sine, direction });
    const rate = setpoint.rateDegPerSec + setpoint.accelDegPerSec2 * MOTOR_LAG_S + correction;
    const load = this.#cosine * cosine + this.#sine * sine + this.#friction * direction;
    const armRatio = this.#armRatioAt === null ? 1 : this.#armRatioAt(setpoint.tiltDeg);
    // The longer the arm, the more of the drive's own travel a degree takes, and the less of its force a load.
    return clamp(rate * this.#dutyPerRate * armRatio + load / armRatio, -1, 1);
  }

  #learn(errorDeg: number, along: { cosine: number; sine: number; direction: number }): void {
    const step = LEARNING_PER_SEC2 * this.#dutyPerRate * errorDeg * CYCLE_S;
    this.#cosine = clamp(this.#cosine + step * along.cosine, -MAX_LEARNED_DUTY, MAX_LEARNED_DUTY);
    this.#sine = clamp(this.#sine + step * along.sine, -MAX_LEARNED_DUTY, MAX_LEARNED_DUTY);
    this.#friction = clamp(this.#friction + step * along.direction, 0, MAX_LEARNED_DUTY);
  }
}
