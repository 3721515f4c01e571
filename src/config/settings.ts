import type { Occupancy } from '../domain/occupancy.ts';

/**
 * The settings of one table as the rest of the house reads them: plain values, milliseconds inside. `load-settings.ts`
 * makes them from `upright.yaml`; every field has a default that works on the simulated table.
 */
export interface Settings {
  readonly table: TableSettings;
  readonly board: BoardSettings;
  readonly rider: RiderSettings;
  readonly timeouts: TimeoutSettings;
  readonly console: ConsoleSettings;
  /** Null: `--state-dir`, `$UPRIGHT_STATE_DIR`, else `~/.local/state/upright`. */
  readonly stateDir: string | null;
}

/** Somebody seated folds at the hip and needs less of the range. */
export const GEOMETRIES = ['inversion-table', 'inversion-chair'] as const;
export type Geometry = (typeof GEOMETRIES)[number];

export interface TableSettings {
  readonly geometry: Geometry;
  /** The range of tilt, deg. */
  readonly uprightDeg: number;
  readonly invertedDeg: number;
  readonly rates: RateSettings;
  readonly drive: DriveSettings;
}

export interface RateSettings {
  /** Planned motion anywhere below horizontal and every way down, deg/s. */
  readonly rampDegPerSec: number;
  /** Planned way up above horizontal, deg/s. */
  readonly headUpDegPerSec: number;
  /** Emergency return below and above horizontal, deg/s. */
  readonly emergencyDegPerSec: number;
  readonly emergencyHeadUpDegPerSec: number;
  readonly accelDegPerSec2: number;
  readonly jerkDegPerSec3: number;
}

export interface DriveSettings {
  readonly kind: 'gear-motor' | 'linear-actuator';
  readonly bridge: 'pwm-dir' | 'two-pwm';
  readonly brake: 'spring' | 'self-locking';
  /** Table rate at full duty without load, deg/s: for a linear actuator, at its geometry's fastest. */
  readonly rateAtFullDutyDegPerSec: number;
  /** Current that is taken for an obstruction when it lasts 50 ms, A. */
  readonly obstructionAmps: number;
  /** Duties of a return without an angle: where the table begins to move, and the most it may use. */
  readonly blindMinDuty: number;
  readonly blindMaxDuty: number;
  readonly brakeReleaseMs: number;
  /** Current that the motor carries for ever without growing too hot, A. */
  readonly ratedAmps: number;
  /** Only a `linear-actuator` has it. */
  readonly actuator: ActuatorGeometry | null;
}

/** A linear actuator between the frame and a lever on the table's axle. */
export interface ActuatorGeometry {
  readonly leverMm: number;
  readonly anchorDistanceMm: number;
  /** Angle at the axle between lever and anchor when the table is horizontal, deg. It opens as the table rises. */
  readonly angleAtHorizontalDeg: number;
  readonly endSwitchesCutCurrent: boolean;
}

/** What the controller drives unless a command says otherwise. */
export const BOARD_KINDS = ['sim', 'uno-emulated', 'uno', 'raspberry-pi'] as const;
export type BoardKind = (typeof BOARD_KINDS)[number];

export interface BoardSettings {
  readonly kind: BoardKind;
  /** The board's serial port; null: the only one that there is. */
  readonly port: string | null;
  readonly potentiometer: { readonly countsAtHorizontal: number; readonly degPerCount: number };
  readonly hasAccelerometer: boolean;
  readonly hasGrip: boolean;
  readonly leaseMs: number;
  readonly supply: SupplySettings;
  readonly pi: PiSettings;
}

/** What only a Raspberry Pi has. */
export interface PiSettings {
  /** A relay that only a living controller holds drives upright without it: declared, and tried before every session. */
  readonly returnRelay: boolean;
  /** Raw reading of the angle sensor at horizontal, 0..4095. */
  readonly angleAtHorizontal: number;
  /** The raw reading grows as the table rises. */
  readonly angleRises: boolean;
}

/** What the board's supply sense says of the mains and of the reserve behind it. */
export interface SupplySettings {
  /** On the mains the voltage stays above this, whatever the drive takes; below it the table runs on its reserve, V. */
  readonly mainsAboveVolts: number;
  /** Below this at rest the reserve is good for fewer than two ways up, V. */
  readonly reserveLowVolts: number;
}

export interface RiderSettings {
  /** What the table carries unless a command says otherwise. */
  readonly occupancy: Occupancy;
  /**
   * Time between two alive-checks head-down, ms; 0 is off, which only a table without a person may be. Taken for a
   * time by mistake, 0 asks without a pause and brings the rider up.
   */
  readonly aliveCheckEveryMs: number;
  readonly aliveCheckAnswerMs: number;
  readonly unresponsive: 'lay-flat' | 'upright';
  readonly dailyHeadDownCapMs: number;
}

export interface TimeoutSettings {
  readonly headDownMs: number;
  readonly sessionMs: number;
  readonly pauseHeadDownMs: number;
  readonly holdToRunMs: number;
  readonly sensorSilentMs: number;
}

export interface ConsoleSettings {
  readonly operatorIdleMs: number;
}

/** The range of tilt where a file names none, deg. */
export const DEFAULT_RANGE: Readonly<Record<Geometry, Pick<TableSettings, 'uprightDeg' | 'invertedDeg'>>> = {
  'inversion-table': { uprightDeg: 75, invertedDeg: -60 },
  'inversion-chair': { uprightDeg: 75, invertedDeg: -45 },
};

export const DEFAULT_SETTINGS: Settings = {
  table: {
    geometry: 'inversion-table',
    ...DEFAULT_RANGE['inversion-table'],
    rates: {
      rampDegPerSec: 2,
      headUpDegPerSec: 2,
      emergencyDegPerSec: 5,
      emergencyHeadUpDegPerSec: 3,
      accelDegPerSec2: 2,
      jerkDegPerSec3: 4,
    },
    drive: {
      kind: 'gear-motor',
      bridge: 'pwm-dir',
      brake: 'spring',
      rateAtFullDutyDegPerSec: 10,
      obstructionAmps: 11,
      blindMinDuty: 0.1,
      blindMaxDuty: 0.4,
      brakeReleaseMs: 80,
      ratedAmps: 5,
      actuator: null,
    },
  },
  board: {
    kind: 'sim',
    port: null,
    potentiometer: { countsAtHorizontal: 512, degPerCount: 270 / 1024 },
    hasAccelerometer: true,
    hasGrip: false,
    leaseMs: 250,
    supply: { mainsAboveVolts: 23, reserveLowVolts: 20.6 },
    pi: { returnRelay: false, angleAtHorizontal: 2048, angleRises: true },
  },
  rider: {
    occupancy: 'person',
    aliveCheckEveryMs: 60_000,
    aliveCheckAnswerMs: 10_000,
    unresponsive: 'lay-flat',
    dailyHeadDownCapMs: 20 * 60_000,
  },
  timeouts: {
    headDownMs: 6 * 60_000,
    sessionMs: 20 * 60_000,
    pauseHeadDownMs: 60_000,
    holdToRunMs: 60_000,
    sensorSilentMs: 100,
  },
  console: { operatorIdleMs: 5 * 60_000 },
  stateDir: null,
};
