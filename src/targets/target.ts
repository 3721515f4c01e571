import type { BoardSetup } from '../../boards/firmata/board-setup.ts';
import type { BoardCalibration } from '../../boards/firmata/calibration-frames.ts';
import type { FirmataTable } from '../../boards/firmata/firmata-table.ts';
import type { Settings } from '../config/settings.ts';
import type { Occupancy } from '../domain/occupancy.ts';
import type { Clock } from '../ports/clock.ts';
import type { Controller } from '../ports/controller.ts';
import type { OwnPanel } from '../ports/panel-output.ts';
import type { TableHardware } from '../ports/table-hardware.ts';
import type { TestInputs } from '../ports/test-inputs.ts';

/** A table that is open, and what belongs to it. */
export interface Target {
  readonly hardware: TableHardware;
  /** Paces the control loop. */
  readonly clock: Clock;
  /** Null on a real table. */
  readonly testInputs: TestInputs | null;
  /** Times as fast as real; only a simulated table can be anything but 1. */
  readonly speed: { value: number } | null;
  /** The simulated rider's part in a tick; does nothing on a real table. */
  readonly actAsRider: (controller: Controller) => void;
  /** Lets the table's self-test and the rider's getting in pass at once; null on a real table. */
  readonly skipGettingIn: ((tick: () => void) => void) | null;
  /** Resolves when the table has just reported, so that the first cycle does not judge an old frame. */
  readonly reported: () => Promise<void>;
  /** Lamps, buzzer and display at this computer's own pins; null where they hang on a board, or there are none. */
  readonly panel: OwnPanel | null;
  /** Keeps a person off a real table, for a reason or, with null, no more; null on others. */
  readonly bar: ((because: string | null) => void) | null;
  /** What only a board with our firmware has; null on the simulated table. */
  readonly board: BoardAccess | null;
}

/** A board itself, for those who check and calibrate it while nobody has it under a lease. */
export interface BoardAccess {
  readonly table: FirmataTable;
  readonly setup: BoardSetup;
  /** Of these settings, as the board would keep it. */
  readonly calibrationOf: (settings: Settings, zeroAmps?: number) => BoardCalibration;
  /** Where the board takes its table for upright; null where it keeps no calibration. */
  readonly uprightCountsOf: (kept: BoardCalibration) => number | null;
  readonly sameCalibration: (one: BoardCalibration, other: BoardCalibration) => boolean;
  /** Lets time pass; an emulated board lives by it alone. */
  readonly wait: (ms: number) => Promise<void>;
  readonly nowMs: () => number;
  /** Hands that turn an emulated table; null on a real one. */
  readonly turnByHand: ((tiltDeg: number) => void) | null;
  /** Closes the line, which is then opened again as after a pulled cable; null where opening one can reset nothing. */
  readonly hangUp: (() => Promise<void>) | null;
}

export interface TargetOptions {
  readonly settings: Settings;
  readonly speed: number;
  readonly occupancy: Occupancy;
  /** The wall's time. */
  readonly wall: Clock;
}

export interface BoardOptions {
  /** The port's path. */
  readonly place: string;
  readonly settings: Settings;
  readonly wall: Clock;
}
