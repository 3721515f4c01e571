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
/** Half of what feedback adds: a table that gains this on its setpoint has its load right, deg/s. */
const CATCHES_UP_DEG_PER_SEC = 0.5;
/** Learned duties beyond this are no rider's. */
const MAX_LEARNED_DUTY = 0.6;
/** A plan that is over leaves the table this near its target; further off, something keeps it from it. */
const KEPT_AWAY_DEG = 0.4;
/** Below this rate the friction's sign fades, so that a start or a turn has no step in its duty, deg/s. */
const FRICTION_FADES_DEG_PER_SEC = 0.1;
/** Of the duty at which the table begins to move; the rest is for a rider's weight. */
const USUAL_FRICTION_SHARE = 0.45;
/** A geared motor follows its duty like a speed; this much of the wanted acceleration is led in, s. */
const MOTOR_LAG_S = 0.015;

/** How much each part of the load counts at a tilt and in a direction. */
interface Along {
  readonly cosine: number;
  readonly sine: number;
  readonly direction: number;
}

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
  /** The drive has been at its end, and the table has not caught up since. */
  #spent = false;
  /** As learned before something kept the table from the end of its plan; NaN while nothing does. */
  #cosineBefore = Number.NaN;
  #sineBefore = 0;
  #frictionBefore = 0;

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
    this.#cosineBefore = Number.NaN;
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
    this.#unlearnWhatKeptItAway(setpoint.rateDegPerSec, driving ? errorDeg : 0);
    const rate = setpoint.rateDegPerSec + setpoint.accelDegPerSec2 * MOTOR_LAG_S + correction;
    const armRatio = this.#armRatioAt === null ? 1 : this.#armRatioAt(setpoint.tiltDeg);
    // The longer the arm, the more of the drive's own travel a degree takes, and the less of its force a load.
    const rateDuty = rate * this.#dutyPerRate * armRatio;
    const along = { cosine, sine, direction };
    const aheadDegPerSec = estimate.rateDegPerSec - setpoint.rateDegPerSec;
    const lags = this.#lagsForWantOfDrive(rateDuty + this.#loadDuty(along) / armRatio, errorDeg, aheadDegPerSec);
    if (driving && !lags) this.#learn(clamp(errorDeg, -MAX_LESSON_DEG, MAX_LESSON_DEG), along);
    return clamp(rateDuty + this.#loadDuty(along) / armRatio, -1, 1);
  }

  /**
   * All that the drive has is not enough, or the table is still catching up from that: a load learned from such a lag
   * would push on against the next motion, which may go the other way.
   */
  #lagsForWantOfDrive(duty: number, errorDeg: number, aheadDegPerSec: number): boolean {
    const isAtEnd = Math.abs(duty) > 1;
    if (isAtEnd) this.#spent = true;
    else if (Math.abs(errorDeg) < MAX_LESSON_DEG) this.#spent = false;
    return this.#spent && (isAtEnd || Math.sign(errorDeg) * aheadDegPerSec > CATCHES_UP_DEG_PER_SEC);
  }

  #loadDuty({ cosine, sine, direction }: Along): number {
    return this.#cosine * cosine + this.#sine * sine + this.#friction * direction;
  }

  /**
   * Short of the end of its plan the table stands against something, and the duty that grows there is no load. The next
   * motion, which may go the other way, begins without it: a way up that first pushes down would be taken for a jam.
   */
  #unlearnWhatKeptItAway(rateDegPerSec: number, errorDeg: number): void {
    const isKept = !Number.isNaN(this.#cosineBefore);
    if (rateDegPerSec === 0 && Math.abs(errorDeg) > KEPT_AWAY_DEG) {
      if (isKept) return;
      this.#cosineBefore = this.#cosine;
      this.#sineBefore = this.#sine;
      this.#frictionBefore = this.#friction;
      return;
    }
    if (!isKept) return;
    if (rateDegPerSec !== 0) {
      this.#cosine = this.#cosineBefore;
      this.#sine = this.#sineBefore;
      this.#friction = this.#frictionBefore;
    }
    this.#cosineBefore = Number.NaN;
  }

  #learn(errorDeg: number, along: Along): void {
    const step = LEARNING_PER_SEC2 * this.#dutyPerRate * errorDeg * CYCLE_S;
    this.#cosine = clamp(this.#cosine + step * along.cosine, -MAX_LEARNED_DUTY, MAX_LEARNED_DUTY);
    this.#sine = clamp(this.#sine + step * along.sine, -MAX_LEARNED_DUTY, MAX_LEARNED_DUTY);
    this.#friction = clamp(this.#friction + step * along.direction, 0, MAX_LEARNED_DUTY);
  }
}
