import { DEFAULT_SETTINGS, type TableSettings } from '../src/config/settings.ts';
import { invariant } from '../src/domain/invariant.ts';
import { clamp, DEGREES_PER_RADIAN, RADIANS_PER_DEGREE } from '../src/domain/units.ts';
import { frictionNm, gearGain, NO_LOAD_RAD_PER_S, SLIP_LIMIT, SpringBrake } from './drive-train.ts';
import { type PlantDefects, soundPlant } from './plant-defects.ts';
import {
  ACCELEROMETER,
  FRICTION,
  GEAR_MOTOR,
  GRAVITY_M_PER_S2,
  HARD_STOP,
  NO_VARIATION,
  OBSTACLE,
  PLANT_STEP_S,
  RIDER_BODY,
  type RiderBody,
  TABLE_BODY,
  type TableEnds,
  tableEndsOf,
  type Variation,
} from './plant-parameters.ts';
import { COM_CM, MASS_KG } from './rider-bounds.ts';

export interface PlantOptions {
  readonly table?: TableSettings;
  /** Null: the table is empty. */
  readonly rider?: RiderBody | null;
  readonly variation?: Variation;
  readonly startTiltDeg?: number;
}

/** What the board's pins tell the drive. Positive duty raises the rider. */
export interface DriveOutputs {
  /** -1..+1. */
  duty: number;
  /** Powered with duty 0, both low-side switches are on and the motor brakes itself; unpowered, it coasts. */
  driveEnabled: boolean;
  brakeReleased: boolean;
}

/** Corner of the filter through which acceleration is judged, Hz: what a body feels, not what a gear does. */
const JUDGED_ACCEL_HZ = 5;
const JUDGED_ACCEL_GAIN = 1 - Math.exp(-2 * Math.PI * JUDGED_ACCEL_HZ * PLANT_STEP_S);
const SENSED_ACCEL_GAIN = 1 - Math.exp(-2 * Math.PI * ACCELEROMETER.filterHz * PLANT_STEP_S);
/** A blow to a drive as stiff as this has died away after 0.5 s. */
const DISTURBED_STEPS = 250;
/** Sine and cosine are carried along by their series up to this turn, rad; the error stays under 2e-7. */
const ANCHOR_REACH_RAD = 0.01;
/** rad/s2; a millionth of the least that the table's sensors can tell. */
const NEGLIGIBLE_ACCEL = 1e-9;

/**
 * Table, rider, drive and brake, stepped at 500 Hz. Friction sticks: below its capacity the table stands exactly still.
 * The drive's own damping, far stiffer than a step is short, is integrated implicitly, so that no factor of the
 * variation makes the step unstable. A step allocates nothing.
 */
export class Plant {
  readonly ends: TableEnds;
  readonly brake = new SpringBrake();
  readonly defects: PlantDefects = soundPlant();
  readonly rider: RiderBody | null;
  readonly variation: Variation;

  /** Fastest motion up and down and highest filtered acceleration since `resetPeaks`, deg/s, deg/s, deg/s2, all positive. */
  peakUpDegPerSec = 0;
  peakDownDegPerSec = 0;
  peakAccelDegPerSec2 = 0;
  /** Of `tilt`, as the sensors want them. */
  sinTilt = 0;
  cosTilt = 1;
  /** rad/s2, through the accelerometer's own filter. */
  sensedAccelRadPerS2 = 0;
  /** The table leans on a stop or an obstacle. */
  inContact = false;

  #tiltRad = 0;
  #rateRadPerS = 0;
  #judgedAccel = 0;
  #motorAmps = 0;
  #duty = 0;
  #powered = false;
  #runawayDuty = 0;
  #disturbedSteps = 0;
  #anchorRad = Number.POSITIVE_INFINITY;
  #anchorSin = 0;
  #anchorCos = 1;
  /** Gravity's torque is `#gravityCos * cos + #gravitySin * sin`, N m. */
  #gravityCos = 0;
  #gravitySin = 0;
  #stepOverInertia = 0;
  #stepOverInertiaUncoupled = 0;

  constructor(options: PlantOptions = {}) {
    const table = options.table ?? DEFAULT_SETTINGS.table;
    this.ends = tableEndsOf(table);
    this.rider = options.rider === undefined ? { massKg: 85, comCm: 0 } : options.rider;
    this.variation = options.variation ?? NO_VARIATION;
    this.#tiltRad = (options.startTiltDeg ?? table.uprightDeg) * RADIANS_PER_DEGREE;
    this.#setInertia();
    this.setRiderCom(this.rider?.comCm ?? 0);
    this.#updateTrigonometry();
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

  /** Moves the rider's centre of mass; the plant takes -15 .. +15 cm, and a shift of the rider beyond it. */
  setRiderCom(comCm: number): void {
    const massKg = this.rider?.massKg ?? 0;
    const alongM = RIDER_BODY.comAlongM + comCm / 100;
    this.#gravityCos = -massKg * GRAVITY_M_PER_S2 * alongM;
    this.#gravitySin =
      massKg * GRAVITY_M_PER_S2 * RIDER_BODY.comOutM - TABLE_BODY.massKg * GRAVITY_M_PER_S2 * TABLE_BODY.comBelowPivotM;
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

  /** Lets the table move for `steps` of 2 ms. */
  run(steps: number): void {
    const { brake, defects } = this;
    if (defects.runawayDutyPerS !== 0) this.#growRunaway(steps);
    const stallNm = GEAR_MOTOR.stallTorqueNm * this.variation.motorTorque;
    const frictionFactor = this.variation.friction;
    const viscous = FRICTION.viscousNmS * frictionFactor;
    const coupled = !defects.couplingBroken;
    const stepOverInertia = coupled ? this.#stepOverInertia : this.#stepOverInertiaUncoupled;
    const wallAbove = defects.wallAboveDeg < this.ends.uprightStopDeg;
    const wallBelow = defects.wallBelowDeg > this.ends.invertedStopDeg;
    const highRad = (wallAbove ? defects.wallAboveDeg : this.ends.uprightStopDeg) * RADIANS_PER_DEGREE;
    const lowRad = (wallBelow ? defects.wallBelowDeg : this.ends.invertedStopDeg) * RADIANS_PER_DEGREE;
    const duty = this.#duty;
    const driving = this.#powered && coupled;

    let theta = this.#tiltRad;
    let omega = this.#rateRadPerS;
    let judged = this.#judgedAccel;
    let sensed = this.sensedAccelRadPerS2;
    let peakUp = 0;
    let peakDown = 0;
    let peakAccel = 0;
    let slip = 0;
    let contact = false;
    const disturbed = this.#disturbedSteps > 0;
    this.#disturbedSteps = Math.max(0, this.#disturbedSteps - steps);

    for (let step = 0; step < steps; step++) {
      brake.step();
      const brakeNm = brake.torqueNm;

      if (Math.abs(theta - this.#anchorRad) > ANCHOR_REACH_RAD) {
        this.#anchorRad = theta;
        this.#anchorSin = Math.sin(theta);
        this.#anchorCos = Math.cos(theta);
      }
      const turn = theta - this.#anchorRad;
      const evenPart = 1 - 0.5 * turn * turn;
      const sin = this.#anchorSin * evenPart + this.#anchorCos * turn;
      const cos = this.#anchorCos * evenPart - this.#anchorSin * turn;
      let outsideNm = this.#gravityCos * cos + this.#gravitySin * sin + defects.outsideTorqueNm;

      let contactDamping = 0;
      contact = false;
      if (theta > highRad) {
        contact = true;
        const surface = wallAbove ? OBSTACLE : HARD_STOP;
        outsideNm -= surface.stiffnessNmPerRad * (theta - highRad);
        if (omega > 0) contactDamping = surface.dampingNmS;
      } else if (theta < lowRad) {
        contact = true;
        const surface = wallBelow ? OBSTACLE : HARD_STOP;
        outsideNm += surface.stiffnessNmPerRad * (lowRad - theta);
        if (omega < 0) contactDamping = surface.dampingNmS;
      }

      const rawSlip = driving ? duty - omega / NO_LOAD_RAD_PER_S : 0;
      const chopped = rawSlip > SLIP_LIMIT || rawSlip < -SLIP_LIMIT;
      slip = chopped ? (rawSlip > 0 ? SLIP_LIMIT : -SLIP_LIMIT) : rawSlip;
      const motorNm = stallNm * slip;

      const pushNm = motorNm + outsideNm;
      const direction = omega > 0 || (omega === 0 && pushNm > 0) ? 1 : -1;
      const gain = gearGain(motorNm, direction);
      const resistNm = frictionNm(omega) * frictionFactor + brakeNm;
      let accel = 0;
      // At rest, what the gear loses of the motor's torque holds as well.
      const held = omega === 0 && (gain * motorNm + outsideNm) * direction <= resistNm;
      // Nothing will change until the pins do: the steps left are all like this one.
      if (held && brake.settled && judged === 0 && sensed === 0) break;
      if (!held) {
        let forceNm = outsideNm - direction * resistNm;
        let damping = viscous + contactDamping;
        if (chopped) {
          forceNm += gain * motorNm;
        } else if (driving) {
          forceNm += gain * stallNm * duty;
          damping += (gain * stallNm) / NO_LOAD_RAD_PER_S;
        }
        let next = (omega + stepOverInertia * forceNm) / (1 + stepOverInertia * damping);
        // Friction stops a motion; it never reverses one.
        if (next * direction <= 0) next = 0;
        accel = (next - omega) / PLANT_STEP_S;
        omega = next;
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
    this.#motorAmps = coupled || !this.#powered ? GEAR_MOTOR.stallAmps * slip : GEAR_MOTOR.idleAmps * duty;
    this.#notePeaks(peakUp, peakDown, peakAccel);
    this.#updateTrigonometry();
  }

  #notePeaks(upRad: number, downRad: number, accelRad: number): void {
    this.peakUpDegPerSec = Math.max(this.peakUpDegPerSec, upRad * DEGREES_PER_RADIAN);
    this.peakDownDegPerSec = Math.max(this.peakDownDegPerSec, downRad * DEGREES_PER_RADIAN);
    this.peakAccelDegPerSec2 = Math.max(this.peakAccelDegPerSec2, accelRad * DEGREES_PER_RADIAN);
  }

  #updateTrigonometry(): void {
    if (Math.abs(this.#tiltRad - this.#anchorRad) > ANCHOR_REACH_RAD) {
      this.#anchorRad = this.#tiltRad;
      this.#anchorSin = Math.sin(this.#tiltRad);
      this.#anchorCos = Math.cos(this.#tiltRad);
    }
    const turn = this.#tiltRad - this.#anchorRad;
    const evenPart = 1 - 0.5 * turn * turn;
    this.sinTilt = this.#anchorSin * evenPart + this.#anchorCos * turn;
    this.cosTilt = this.#anchorCos * evenPart - this.#anchorSin * turn;
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

  #setInertia(): void {
    const { rider } = this;
    if (rider !== null) {
      const { massKg, comCm } = rider;
      invariant(massKg >= MASS_KG.low && massKg <= MASS_KG.high, 'a rider weighs 20 to 200 kg');
      invariant(comCm >= COM_CM.low && comCm <= COM_CM.high, 'a centre of mass lies within 15 cm');
    }
    const body = TABLE_BODY.inertiaKgM2 + (rider?.massKg ?? 0) * RIDER_BODY.gyrationM ** 2;
    const factor = this.variation.inertia;
    this.#stepOverInertia = PLANT_STEP_S / ((body + GEAR_MOTOR.rotorInertiaKgM2) * factor);
    this.#stepOverInertiaUncoupled = PLANT_STEP_S / (body * factor);
  }
}
