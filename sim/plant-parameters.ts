import type { Geometry, TableSettings } from '../src/config/settings.ts';

/**
 * The numbers of the simulated table, each with its reason. They are the plant's own: the controller is configured
 * with nominal values, and what the two differ by is what a real table would differ by.
 */

/** Time of one step of the plant, ms: 500 Hz, a fifth of the shortest time constant of the drive. */
export const PLANT_STEP_MS = 2;
export const PLANT_STEP_S = PLANT_STEP_MS / 1000;

export const GRAVITY_M_PER_S2 = 9.806_65;

/** Who lies on the table. `comCm` moves the centre of mass toward the head (+) from where the table was balanced for. */
export interface RiderBody {
  readonly massKg: number;
  readonly comCm: number;
}

/** Factors on the nominal plant; evidence runs each of them at 0.7 and 1.3. */
export interface Variation {
  readonly friction: number;
  readonly inertia: number;
  readonly motorTorque: number;
  readonly noise: number;
}

export const NO_VARIATION: Variation = { friction: 1, inertia: 1, motorTorque: 1, noise: 1 };

/** An inversion table of the common kind. */
export const TABLE_BODY = {
  /** Frame, bed and ankle gear, kg: home tables weigh 25 to 35 in all, most of it moving. */
  massKg: 30,
  /** Its centre of mass lies this far under the pivot, along the surface's normal, m: the empty table swings level. */
  comBelowPivotM: 0.05,
  /** About the pivot, kg m2: a 1.5 m bed with most of its mass in two rails. */
  inertiaKgM2: 12,
} as const;

export const RIDER_BODY = {
  /** Radius of gyration, m: a rod of 1.75 m, L / sqrt(12). */
  gyrationM: 0.5,
  /** Along the body from the pivot toward the head, m: set foot-side, so that gravity tends to raise the rider. */
  comAlongM: -0.03,
  /** Out of the surface, m: half the depth of a trunk, less the sag of the bed. */
  comOutM: 0.08,
} as const;

/** Somebody seated, knees bent, on a chair that turns about an axle near the hip. */
const SEATED_RIDER = {
  /** 0.3 m about the body's own centre of mass, seated (NASA's anthropometry), and 0.1 m from there to the axle. */
  gyrationM: 0.32,
  comAlongM: -0.02,
  /** A seated body's centre of mass lies further before the back than a lying one's; the axle stands out to meet it. */
  comOutM: 0.06,
} as const;

const CHAIR_BODY = {
  /** A short frame with seat and knee bar, kg. */
  massKg: 22,
  comBelowPivotM: 0.04,
  /** A 1 m frame, kg m2. */
  inertiaKgM2: 5,
} as const;

/** Who and what turns about the axle. */
export const BODIES: Readonly<Record<Geometry, { rider: BodyOfRider; table: BodyOfTable }>> = {
  'inversion-table': { rider: RIDER_BODY, table: TABLE_BODY },
  'inversion-chair': { rider: SEATED_RIDER, table: CHAIR_BODY },
};
type BodyOfRider = { readonly [Key in keyof typeof RIDER_BODY]: number };
type BodyOfTable = { readonly [Key in keyof typeof TABLE_BODY]: number };

/** A 24 V brushed motor on a worm-and-chain reduction. */
export const GEAR_MOTOR = {
  /** Rate of the table at full duty without load, deg/s. */
  noLoadDegPerSec: 10,
  /** At the axle, before losses, N m. */
  stallTorqueNm: 2000,
  stallAmps: 30,
  /** Running free of the table, A. */
  idleAmps: 1,
  /** The driver chops above this, A; torque is limited with it. */
  currentLimitAmps: 12,
  /** Share of the torque that arrives when the motor drives the table ... */
  forwardEfficiency: 0.65,
  /** ... and when the table drives the motor. Under 0.5 a gear is nearly self-locking. */
  backEfficiency: 0.45,
  /** Rotor seen through the reduction squared, kg m2. */
  rotorInertiaKgM2: 90,
} as const;

/** A trapezoidal screw, or a worm of small pitch: over 1 no load turns it, and lowering a load takes torque too. */
export const SCREW = {
  /** Friction of the thread as a share of the load on it, at an efficiency of 0.45. */
  loadFriction: 1 / 0.45 - 1,
} as const;

/** Where a linear actuator's own switches stand, deg beyond the range: past the table's switches, before its stops. */
export const END_SWITCHES = { beyondUprightDeg: 2, beyondInvertedDeg: 3.5 } as const;

/** Bearings, chain and gear without load, at the axle. */
export const FRICTION = {
  staticNm: 75,
  kineticNm: 60,
  /** Rate at which half of the difference of the two is gone, deg/s (Stribeck). */
  stribeckDegPerSec: 0.3,
  /** N m per rad/s: grease at 10 deg/s adds 7 N m. */
  viscousNmS: 40,
} as const;

/** Spring-applied brake on the table's side of the gear. */
export const BRAKE = {
  torqueNm: 400,
  /** From the coil's current to free, and from its end to full torque, ms: data sheets of this size give 50 to 70, 30 to 50. */
  releaseMs: 60,
  engageMs: 40,
} as const;

/** Rubber on steel at both ends; deflects 0.3 deg under the drive at its current limit. */
export const HARD_STOP = { stiffnessNmPerRad: 100_000, dampingNmS: 3000 } as const;
/** What gets in the way, a limb or a chair: it gives 1 deg under 520 N m. */
export const OBSTACLE = { stiffnessNmPerRad: 30_000, dampingNmS: 1000 } as const;

/** Ends of the mechanics, measured from the table's range, deg: switch, over-angle and stop follow each other outward. */
export const END_OFFSETS = {
  uprightStopDeg: 4,
  invertedStopDeg: -5,
  uprightSwitchDeg: -1,
  invertedSwitchDeg: -2.5,
} as const;

export interface TableEnds {
  readonly uprightStopDeg: number;
  readonly invertedStopDeg: number;
  /** The switch is closed above, and below, these tilts. */
  readonly uprightSwitchDeg: number;
  readonly invertedSwitchDeg: number;
}

export function tableEndsOf(table: TableSettings): TableEnds {
  return {
    uprightStopDeg: table.uprightDeg + END_OFFSETS.uprightStopDeg,
    invertedStopDeg: table.invertedDeg + END_OFFSETS.invertedStopDeg,
    uprightSwitchDeg: table.uprightDeg + END_OFFSETS.uprightSwitchDeg,
    invertedSwitchDeg: table.invertedDeg + END_OFFSETS.invertedSwitchDeg,
  };
}

/** Sensors of a hobby-grade build, as the reports of people who use them give them. */
export const SENSOR_NOISE = {
  /** Of one 10-bit conversion, LSB rms, on a breadboard beside a PWM drive. */
  potLsbRms: 0.7,
  /** What calibration leaves of the potentiometer's curvature, deg. */
  potResidualDeg: 0.15,
  /** Of one axis at 100 Hz, g rms: 400 ug/rtHz over 44 Hz, and some vibration. */
  accelGRms: 0.004,
  /** Zero offset left after calibration, as an angle, deg. */
  accelBiasDeg: 0.5,
  currentAmpsRms: 0.1,
  supplyVoltsRms: 0.02,
} as const;

/** Distance of the accelerometer from the pivot toward the head, m, and the corner of its own filter, Hz. */
export const ACCELEROMETER = { leverM: 0.3, filterHz: 44 } as const;

export const SUPPLY = {
  mainsVolts: 24,
  /** Supply and wiring, ohm. */
  resistanceOhm: 0.05,
  /** Under this the board's regulator gives up and its brown-out detector resets it. */
  brownOutVolts: 6.5,
} as const;
