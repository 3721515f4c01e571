import { DEFAULT_SETTINGS } from '../src/config/settings.ts';
import { DEGREES_PER_RADIAN, RADIANS_PER_DEGREE } from '../src/domain/units.ts';
import { DISTURBED_STEPS, JUDGED_ACCEL_GAIN, NEGLIGIBLE_ACCEL, SENSED_ACCEL_GAIN } from './acceleration-filters.ts';
import { Backlash, TABLE_FRICTION_SHARE } from './backlash.ts';
import { DriveBridge } from './drive-bridge.ts';
import type { DriveOutputs } from './drive-outputs.ts';
import { frictionNm, SLIP_LIMIT } from './drive-train.ts';
import { MotionPeaks } from './motion-peaks.ts';
import { MotorHeat } from './motor-heat.ts';
import { type PlantDefects, soundPlant } from './plant-defects.ts';
import type { PlantOptions } from './plant-options.ts';
import {
  FRICTION,
  GEAR_MOTOR,
  NO_VARIATION,
  PLANT_STEP_S,
  type RiderBody,
  SUPPLY,
  type TableEnds,
  tableEndsOf,
  type Variation,
} from './plant-parameters.ts';
import { DISTURBING_VOLTS, PowerSupply } from './power-supply.ts';
import { SpringBrake } from './spring-brake.ts';
import { TableLoad } from './table-load.ts';
import { Transmission } from './transmission.ts';
import { ANCHOR_REACH_RAD, TurningAngle } from './turning-angle.ts';
import { Walls } from './walls.ts';

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
  readonly load: TableLoad;
  readonly defects: PlantDefects = soundPlant();
  readonly variation: Variation;
  /** Of the tilt, as the sensors want them. */
  readonly angle = new TurningAngle();

  readonly peaks = new MotionPeaks();
  /** rad/s2, through the accelerometer's own filter. */
  sensedAccelRadPerS2 = 0;
  /** What the rider's own movement does to the table, N m, positive toward upright. */
  riderTorqueNm = 0;
  /** The table leans on a stop or an obstacle. */
  inContact = false;

  readonly #walls: Walls;
  readonly #bridge = new DriveBridge(this.defects);
  readonly #backlash = new Backlash();
  /** What the drive puts on the moving table, N m; 0 where it stands. */
  #pressingNm = 0;
  #tiltRad = 0;
  #rateRadPerS = 0;
  #judgedAccel = 0;
  #motorAmps = 0;
  #disturbedSteps = 0;
  readonly #stepOverInertia: number;
  readonly #stepOverInertiaUncoupled: number;

  constructor(options: PlantOptions = {}) {
    const table = options.table ?? DEFAULT_SETTINGS.table;
    this.ends = tableEndsOf(table);
    this.#walls = new Walls(this.ends);
    this.brake = new SpringBrake(table.drive.brake === 'spring');
    this.transmission = new Transmission(table);
    const rider = options.rider === undefined ? { massKg: 85, comCm: 0 } : options.rider;
    this.load = new TableLoad(rider, table.geometry);
    this.variation = options.variation ?? NO_VARIATION;
    this.#tiltRad = (options.startTiltDeg ?? table.uprightDeg) * RADIANS_PER_DEGREE;
    const body = this.load.inertiaKgM2 * this.variation.inertia;
    this.#stepOverInertia = PLANT_STEP_S / (body + GEAR_MOTOR.rotorInertiaKgM2 * this.variation.inertia);
    this.#stepOverInertiaUncoupled = PLANT_STEP_S / body;
    this.angle.turnTo(this.#tiltRad);
    this.transmission.turnTo(this.tiltDeg);
  }

  get rider(): RiderBody | null {
    return this.load.rider;
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

  /** Takes over the pins. Cheap enough for every cycle. */
  drive(outputs: DriveOutputs): void {
    this.#bridge.obey(outputs);
    this.brake.command(outputs.brakeReleased);
  }

  /** Something has just broken or shifted: what that does to the table is not counted as its acceleration. */
  disturb(): void {
    this.#disturbedSteps = DISTURBED_STEPS;
  }

  /** Somebody lets the brake go by its lever and turns the table there by hand. */
  turnByHand(tiltDeg: number): void {
    this.#tiltRad = tiltDeg * RADIANS_PER_DEGREE;
    this.#rateRadPerS = 0;
    this.angle.turnTo(this.#tiltRad);
    this.transmission.turnTo(tiltDeg);
  }

  /** What changes slowly follows, `ms` after the last time: the supply under its load, the motor's heat, the play, the lever arm. */
  follow(ms: number): void {
    const { supply, heat } = this;
    const { volts } = supply;
    const { isCutOut } = heat;
    supply.draw(this.#motorAmps * this.#bridge.duty, ms);
    heat.pass(this.#motorAmps, ms / 1000);
    if (this.#pressingNm !== 0) this.#tiltRad += this.#backlash.travelRad(this.#pressingNm, ms);
    if (Math.abs(supply.volts - volts) > DISTURBING_VOLTS || heat.isCutOut !== isCutOut) this.disturb();
    this.transmission.turnTo(this.tiltDeg);
  }

  /** Lets the table move for `steps` of 2 ms. */
  run(steps: number): void {
    const { angle, brake, defects, heat, supply, transmission } = this;
    if (defects.runawayDutyPerS !== 0) this.#bridge.growRunaway(steps);
    const { forwardGain, backGain, loadFriction } = transmission;
    const { gravityCos, gravitySin } = this.load;
    const stallNm = transmission.stallNm * this.variation.motorTorque * heat.torqueShare;
    const { noLoadRadPerS } = transmission;
    const slipLimit = SLIP_LIMIT * heat.limitShare;
    const frictionFactor = this.variation.friction * defects.frictionShare;
    const screwFriction = loadFriction * frictionFactor;
    const pushNm = defects.outsideTorqueNm + this.riderTorqueNm;
    const viscous = FRICTION.viscousNmS * frictionFactor;
    const coupled = !defects.couplingBroken;
    const stepOverInertia = coupled ? this.#stepOverInertia : this.#stepOverInertiaUncoupled;
    const walls = this.#walls;
    walls.look(defects);
    const { aboveRad, belowRad, above, below } = walls;
    const powered = this.#bridge.powered && !heat.isCutOut && !transmission.isCut(this.tiltDeg, this.#bridge.duty);
    // The bridge passes on its share of whatever voltage there is.
    const duty = (this.#bridge.duty * supply.volts) / SUPPLY.mainsVolts;
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
      if (theta > aboveRad) {
        contact = true;
        outsideNm -= above.stiffnessNmPerRad * (theta - aboveRad);
        if (omega > 0) damping += above.dampingNmS;
      } else if (theta < belowRad) {
        contact = true;
        outsideNm += below.stiffnessNmPerRad * (belowRad - theta);
        if (omega < 0) damping += below.dampingNmS;
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
    this.peaks.note(peakUp, peakDown, peakAccel);
    angle.turnTo(theta);
  }
}
