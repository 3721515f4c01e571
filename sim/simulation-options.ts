import type { Settings } from '../src/config/settings.ts';
import type { TableState } from '../src/domain/states.ts';
import type { Controller } from '../src/ports/controller.ts';
import type { TableHardware } from '../src/ports/table-hardware.ts';
import type { RiderBody, Variation } from './plant-parameters.ts';
import type { RiderMovement } from './rider-exercise.ts';
import type { ScheduledEvent } from './scheduled-event.ts';

/** Where a fault reaches into the controller's machine: called at the start of each of its steps, it may throw. */
export interface MachineProbe {
  disturb: (() => void) | null;
}

export type CreateController = (hardware: TableHardware, probe: MachineProbe) => Controller;

export interface SimulationOptions {
  readonly createController: CreateController;
  readonly settings?: Settings;
  readonly events?: readonly ScheduledEvent[];
  readonly seed?: number;
  /** Null: the table is empty. */
  readonly rider?: RiderBody | null;
  readonly variation?: Variation;
  /** From this time after START on the rider answers nothing. */
  readonly unresponsiveFromMs?: number | null;
  /** When the rider moves about; where the program asks for it unless given. */
  readonly riderMovement?: RiderMovement;
  /** Called at every multiple of `sampleEveryMs` after START, 0 included. */
  readonly onSample?: (sample: SessionSample) => void;
  readonly sampleEveryMs?: number;
}

/** One point of a session's trace. A new record each time: the caller may keep it. */
export interface SessionSample {
  readonly tMs: number;
  /** The plant's. */
  readonly tiltDeg: number;
  readonly rateDegPerSec: number;
  /** The controller's. */
  readonly estimateDeg: number;
  readonly state: TableState;
  /** As applied at the drive's pins. */
  readonly duty: number;
  readonly currentAmps: number;
  readonly brakeReleased: boolean;
  /** Bits of `INPUT`. */
  readonly inputs: number;
}
