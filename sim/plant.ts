import { DEFAULT_SETTINGS, type TableSettings } from '../src/config/settings.ts';
import { clamp, DEGREES_PER_RADIAN, RADIANS_PER_DEGREE } from '../src/domain/units.ts';
import { Backlash, TABLE_FRICTION_SHARE } from './backlash.ts';
import type { DriveOutputs } from './drive-outputs.ts';
import { frictionNm, SLIP_LIMIT } from './drive-train.ts';
import { MotorHeat } from './motor-heat.ts';
import { type PlantDefects, soundPlant } from './plant-defects.ts';
import {
  ACCELEROMETER,
  FRICTION,
  GEAR_MOTOR,
  HARD_STOP,
  NO_VARIATION,
  OBSTACLE,
  PLANT_STEP_S,
  type RiderBody,
  SUPPLY,
  type TableEnds,
  tableEndsOf,
  type Variation,
} from './plant-parameters.ts';
import { PowerSupply } from './power-supply.ts';
import { SpringBrake } from './spring-brake.ts';
import { TableLoad } from './table-load.ts';
import { Transmission } from './transmission.ts';
import { ANCHOR_REACH_RAD, TurningAngle } from './turning-angle.ts';

export interface PlantOptions {
  readonly table?: TableSettings;
  /** Null: the table is empty. */
  readonly rider?: RiderBody | null;
  readonly variation?: Variation;
  readonly startTiltDeg?: number;
}

/** Corner of the filter through which acceleration is judged, Hz: what a body feels, not what a gear does. */
const JUDGED_ACCEL_HZ = 5;
const JUDGED_ACCEL_GAIN = 1 - Math.exp(-2 * Math.PI * JUDGED_ACCEL_HZ * PLANT_STEP_S);
const SENSED_ACCEL_GAIN = 1 - Math.exp(-2 * Math.PI * ACCELEROMETER.filterHz * PLANT_STEP_S);
/** A blow to a drive as stiff as this has died away after 0.5 s. */
const DISTURBED_STEPS = 250;
/** A supply that changes by more in a cycle has been lost, or has come back. */
const DISTURBING_VOLTS = 1;
const MS_PER_S = 1000;
/** rad/s2; a millionth of the least that the table's sensors can tell. */
const NEGLIGIBLE_ACCEL = 1e-9;

/**
 * Table, rider, drive and brake, stepped at 500 Hz. Friction sticks: below its capacity the table stands exactly still.
 * The drive's own damping, far stiffer than a step is short, is integrated implicitly, so that no factor of the
 * variation makes the step unstable. A step allocates nothing.
 */
export class Plant {
  readonly ends: TableEnds;
  readonly brake: SpringBrake;
  readonly supply = new PowerSupply();
  readonly heat = new MotorHeat();
  readonly transmission: Transmission;
  readonly defects: PlantDefects = soundPlant();
  readonly variation: Variation;
  /** Of the tilt, as the sensors want them. */
  readonly angle = new TurningAngle();

  /** Fastest motion up and down and highest filtered acceleration since `resetPeaks`, deg/s, deg/s, deg/s2, all positive. */
  peakUpDegPerSec = 0;
  peakDownDegPerSec = 0;
  peakAccelDegPerSec2 = 0;
  /** rad/s2, through the accelerometer's own filter. */
  sensedAccelRadPerS2 = 0;
  /** What the rider's own movement does to the table, N m, positive toward upright. */
  riderTorqueNm = 0;
  /** The table leans on a stop or an obstacle. */
  inContact = false;

  readonly #backlash = new Backlash();
  readonly #load: TableLoad;
  /** What the drive puts on the moving table, N m; 0 where it stands. */
  #pressingNm = 0;
  #tiltRad = 0;
  #rateRadPerS = 0;
  #judgedAccel = 0;
  #motorAmps = 0;
  #duty = 0;
  #powered = false;
  #runawayDuty = 0;
  #disturbedSteps = 0;
  readonly #stepOverInertia: number;
  readonly #stepOverInertiaUncoupled: number;

  constructor(options: PlantOptions = {}) {
    const table = options.table ?? DEFAULT_SETTINGS.table;
    this.ends = tableEndsOf(table);
    this.brake = new SpringBrake(table.drive.brake === 'spring');
    this.transmission = new Transmission(table);
    const rider = options.rider === undefined ? { massKg: 85, comCm: 0 } : options.rider;
    this.#load = new TableLoad(rider, table.geometry);
    this.variation = options.variation ?? NO_VARIATION;
    this.#tiltRad = (options.startTiltDeg ?? table.uprightDeg) * RADIANS_PER_DEGREE;
    const body = this.#load.inertiaKgM2 * this.variation.inertia;
    this.#stepOverInertia = PLANT_STEP_S / (body + GEAR_MOTOR.rotorInertiaKgM2 * this.variation.inertia);
    this.#stepOverInertiaUncoupled = PLANT_STEP_S / body;
    this.angle.turnTo(this.#tiltRad);
    this.transmission.turnTo(this.tiltDeg);
  }

  get rider(): RiderBody | null {
    return this.#load.rider;
  }

  /** deg, head-up positive. */
  get tiltDeg(): number {
    return this.#tiltRad * DEGREES_PER_RADIAN;
  }

  get rateDegPerSec(): number {
    return this.#rateRadPerS * DEGREES_PER_RADIAN;
  }

  get rateRadPerS(): number {
    return this.#rateRadPerS;
  }

  /** Through the motor, A, signed as its torque. */
  get motorAmps(): number {
    return this.#motorAmps;
  }

  /** Moves the rider's centre of mass, cm toward the head. */
  setRiderCom(comCm: number): void {
    this.#load.moveRider(comCm);
  }

  /** Takes over the pins. Cheap enough for every cycle. */
  drive(outputs: DriveOutputs): void {
    const { defects } = this;
    let duty = clamp(outputs.duty, -1, 1);
    if (defects.runawayDutyPerS !== 0) duty = this.#runawayOf(duty);
    if (defects.leadsSwapped) duty = -duty;
    this.#duty = clamp(duty + defects.bridgeShortDuty, -1, 1);
    this.#powered = outputs.driveEnabled && !defects.bridgeOpen;
    this.brake.command(outputs.brakeReleased);
  }

  /** Something has just broken or shifted: what that does to the table is not counted as its acceleration. */
  disturb(): void {
    this.#disturbedSteps = DISTURBED_STEPS;
  }

  resetPeaks(): void {
    this.peakUpDegPerSec = 0;
    this.peakDownDegPerSec = 0;
    this.peakAccelDegPerSec2 = 0;
  }

  /** What changes slowly follows, `ms` after the last time: the supply under its load, the motor's heat, the play, the lever arm. */
  follow(ms: number): void {
    const { supply, heat } = this;
    const { volts } = supply;
    const { isCutOut } = heat;
    supply.draw(this.#motorAmps * this.#duty, ms);
    heat.pass(this.#motorAmps, ms / MS_PER_S);
    if (this.#pressingNm !== 0) this.#tiltRad += this.#backlash.travelRad(this.#pressingNm, ms);
    if (Math.abs(supply.volts - volts) > DISTURBING_VOLTS || heat.isCutOut !== isCutOut) this.disturb();
    this.transmission.turnTo(this.tiltDeg);
  }

  /** Lets the table move for `steps` of 2 ms. */
  run(steps: number): void {
    const { angle, brake, defects, heat, supply, transmission } = this;
    if (defects.runawayDutyPerS !== 0) this.#growRunaway(steps);
    const { forwardGain, backGain, loadFriction } = transmission;
    const { gravityCos, gravitySin } = this.#load;
    const stallNm = transmission.stallNm * this.variation.motorTorque * heat.torqueShare;
    const { noLoadRadPerS } = transmission;
    const slipLimit = SLIP_LIMIT * heat.limitShare;
    const frictionFactor = this.variation.friction * defects.frictionShare;
    const screwFriction = loadFriction * frictionFactor;
    const pushNm = defects.outsideTorqueNm + this.riderTorqueNm;
    const viscous = FRICTION.viscousNmS * frictionFactor;
    const coupled = !defects.couplingBroken;
    const stepOverInertia = coupled ? this.#stepOverInertia : this.#stepOverInertiaUncoupled;
    const wallAbove = defects.wallAboveDeg < this.ends.uprightStopDeg;
    const wallBelow = defects.wallBelowDeg > this.ends.invertedStopDeg;
    const highRad = (wallAbove ? defects.wallAboveDeg : this.ends.uprightStopDeg) * RADIANS_PER_DEGREE;
    const lowRad = (wallBelow ? defects.wallBelowDeg : this.ends.invertedStopDeg) * RADIANS_PER_DEGREE;
    const powered = this.#powered && !heat.isCutOut && !transmission.isCut(this.tiltDeg, this.#duty);
    // The bridge passes on its share of whatever voltage there is.
    const duty = (this.#duty * supply.volts) / SUPPLY.mainsVolts;
    const driving = powered && coupled;
    const bodyInertia = PLANT_STEP_S / this.#stepOverInertiaUncoupled;

    let theta = this.#tiltRad;
    let omega = this.#rateRadPerS;
    let judged = this.#judgedAccel;
    let sensed = this.sensedAccelRadPerS2;
    let peakUp = 0;
    let peakDown = 0;
    let peakAccel = 0;
    let slip = 0;
    let contact = false;
    let pressingNm = 0;
    const disturbed = this.#disturbedSteps > 0;
    this.#disturbedSteps = Math.max(0, this.#disturbedSteps - steps);

    for (let step = 0; step < steps; step++) {
      brake.step();
      const brakeNm = brake.torqueNm;
      let turn = theta - angle.anchorRad;
      if (turn > ANCHOR_REACH_RAD || turn < -ANCHOR_REACH_RAD) {
        angle.anchorAt(theta);
        turn = 0;
      }
      const evenPart = 1 - 0.5 * turn * turn;
      const sin = angle.anchorSin * evenPart + angle.anchorCos * turn;
      const cos = angle.anchorCos * evenPart - angle.anchorSin * turn;
      let outsideNm = gravityCos * cos + gravitySin * sin + pushNm;

      let damping = viscous + brake.dampingNmS;
      contact = false;
      if (theta > highRad) {
        contact = true;
        const surface = wallAbove ? OBSTACLE : HARD_STOP;
        outsideNm -= surface.stiffnessNmPerRad * (theta - highRad);
        if (omega > 0) damping += surface.dampingNmS;
      } else if (theta < lowRad) {
        contact = true;
        const surface = wallBelow ? OBSTACLE : HARD_STOP;
        outsideNm += surface.stiffnessNmPerRad * (lowRad - theta);
        if (omega < 0) damping += surface.dampingNmS;
      }

      const rawSlip = driving ? duty - omega / noLoadRadPerS : 0;
      const chopped = rawSlip > slipLimit || rawSlip < -slipLimit;
      slip = chopped ? (rawSlip > 0 ? slipLimit : -slipLimit) : rawSlip;
      const motorNm = stallNm * slip;

      const direction = omega > 0 || (omega === 0 && motorNm + outsideNm > 0) ? 1 : -1;
      const gain = motorNm * direction >= 0 ? forwardGain : backGain;
      let resistNm = frictionNm(omega) * frictionFactor + brakeNm;
      if (screwFriction !== 0) resistNm += screwFriction * Math.abs(outsideNm);
      let accel = 0;
      // At rest, what the gear loses of the motor's torque holds as well.
      const held = omega === 0 && (gain * motorNm + outsideNm) * direction <= resistNm;
      // Nothing will change until the pins do: the steps left are all like this one.
      if (held && brake.settled && judged === 0 && sensed === 0) break;
      if (!held) {
        let forceNm = outsideNm - direction * resistNm;
        if (chopped) {
          forceNm += gain * motorNm;
        } else if (driving) {
          forceNm += gain * stallNm * duty;
          damping += (gain * stallNm) / noLoadRadPerS;
        }
        let next = (omega + stepOverInertia * forceNm) / (1 + stepOverInertia * damping);
        // Friction stops a motion; it never reverses one.
        if (next * direction <= 0) next = 0;
        accel = (next - omega) / PLANT_STEP_S;
        omega = next;
        pressingNm = bodyInertia * accel - outsideNm + direction * TABLE_FRICTION_SHARE * resistNm;
        theta += omega * PLANT_STEP_S;
      }

      sensed += SENSED_ACCEL_GAIN * (accel - sensed);
      // A brake's stop, and a blow against something in the way, are not the controller's acceleration.
      const exempt = disturbed || contact || brakeNm > 0 || !brake.released;
      judged += JUDGED_ACCEL_GAIN * ((exempt ? 0 : accel) - judged);
      if (held) {
        // Numbers too small for the processor's fast path cost more than they say.
        if (Math.abs(judged) < NEGLIGIBLE_ACCEL) judged = 0;
        if (Math.abs(sensed) < NEGLIGIBLE_ACCEL) sensed = 0;
      }
      if (omega > peakUp) peakUp = omega;
      if (-omega > peakDown) peakDown = -omega;
      if (judged > peakAccel) peakAccel = judged;
      else if (-judged > peakAccel) peakAccel = -judged;
    }

    this.#tiltRad = theta;
    this.#rateRadPerS = omega;
    this.#judgedAccel = judged;
    this.sensedAccelRadPerS2 = sensed;
    this.inContact = contact;
    this.#pressingNm = coupled && !contact && omega !== 0 ? pressingNm : 0;
    this.#motorAmps = coupled || !powered ? GEAR_MOTOR.stallAmps * slip : GEAR_MOTOR.idleAmps * duty;
    this.#notePeaks(peakUp, peakDown, peakAccel);
    angle.turnTo(theta);
  }

  #notePeaks(upRad: number, downRad: number, accelRad: number): void {
    this.peakUpDegPerSec = Math.max(this.peakUpDegPerSec, upRad * DEGREES_PER_RADIAN);
    this.peakDownDegPerSec = Math.max(this.peakDownDegPerSec, downRad * DEGREES_PER_RADIAN);
    this.peakAccelDegPerSec2 = Math.max(this.peakAccelDegPerSec2, accelRad * DEGREES_PER_RADIAN);
  }

  /** What has run away stays so until it is told to stand. */
  #runawayOf(duty: number): number {
    this.#runawayDuty = duty > 0 ? Math.max(this.#runawayDuty, duty) : 0;
    return duty > 0 ? this.#runawayDuty : duty;
  }

  #growRunaway(steps: number): void {
    if (this.#runawayDuty === 0 || !this.#powered) return;
    const grownDuty = this.#runawayDuty + this.defects.runawayDutyPerS * steps * PLANT_STEP_S;
    this.#runawayDuty = Math.min(grownDuty, 1);
    this.#duty = this.#runawayDuty;
  }
}
