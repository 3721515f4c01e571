import { DEFAULT_SETTINGS, type Settings } from '../src/config/settings.ts';
import type { ActuatorCommand, SensorFrame } from '../src/domain/frames.ts';
import { INPUT } from '../src/domain/inputs.ts';
import { invariant } from '../src/domain/invariant.ts';
import type { HardwareFacts, TableHardware } from '../src/ports/table-hardware.ts';
import { BoardFirmware, type BoardPins } from './board-firmware.ts';
import { BOARD_CYCLE_MS } from './board-follower.ts';
import type { BoardReading } from './board-return.ts';
import { Plant } from './plant.ts';
import { NO_VARIATION, PLANT_STEP_MS, type RiderBody, type Variation } from './plant-parameters.ts';
import { PlantSensors } from './plant-sensors.ts';
import { TablePins } from './table-pins.ts';

export interface SimulatedTableOptions {
  readonly settings?: Settings;
  /** Of the sensors' noise and small errors; 1 unless given. */
  readonly seed?: number;
  /** Null: the table is empty. */
  readonly rider?: RiderBody | null;
  readonly variation?: Variation;
  readonly startTiltDeg?: number;
  /** Virtual time at which the board starts, ms. */
  readonly startMs?: number;
}

/** What is wrong with the wire between host and board, and with the host itself. */
export interface LinkDefects {
  /** Frames no longer arrive: the last one is read again and again. */
  telemetryStalled: boolean;
  /** Commands no longer arrive. */
  commandsLost: boolean;
}

/** Of the process that runs the controller. Whoever paces it looks here; the controller never does. */
export interface HostCondition {
  dead: boolean;
  /** No cycle runs before this time, ms. */
  stalledUntilMs: number;
  /** Each step of the machine throws. */
  machineThrows: boolean;
}

/**
 * The table on the plant, with its board. Time passes only in `advance`; what `read` says of a moment is the same
 * however often it is asked. The frame and every record behind it are reused.
 */
export class SimulatedTable implements TableHardware {
  readonly facts: HardwareFacts;
  readonly plant: Plant;
  readonly sensors: PlantSensors;
  readonly pins = new TablePins();
  readonly board: BoardFirmware;
  readonly link: LinkDefects = { telemetryStalled: false, commandsLost: false };
  readonly host: HostCondition = {
    dead: false,
    stalledUntilMs: Number.NEGATIVE_INFINITY,
    machineThrows: false,
  };
  /** Called at every time that `callAt` was given, before the plant moves on. */
  onDue: ((nowMs: number) => void) | null = null;

  readonly #settings: Settings;
  readonly #frame: SensorFrame;
  readonly #reading = { tiltCounts: 0, currentAmps: 0, uprightLimit: false, invertedLimit: false };
  #nowMs: number;
  #sampledAtMs = Number.NaN;
  #nextPollMs: number;
  #dueMs = Number.POSITIVE_INFINITY;
  #plantSteps = 0;

  constructor(options: SimulatedTableOptions = {}) {
    const settings = options.settings ?? DEFAULT_SETTINGS;
    const variation = options.variation ?? NO_VARIATION;
    this.#settings = settings;
    this.#nowMs = options.startMs ?? 0;
    this.#nextPollMs = this.#nowMs;
    this.plant = new Plant({ ...options, table: settings.table });
    this.sensors = new PlantSensors({ seed: options.seed ?? 1, settings, noiseFactor: variation.noise });
    this.board = new BoardFirmware(settings, this.#boardPins());
    this.facts = factsOf(settings);
    this.#frame = firstFrame(this.#nowMs);
    this.#report();
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Steps of the plant since the start; those in which it could not move are counted like the others. */
  get plantSteps(): number {
    return this.#plantSteps;
  }

  /** Bits of `INPUT` at the board's pins. */
  get inputs(): number {
    const { ends, tiltDeg } = this.plant;
    const upright = tiltDeg > ends.uprightSwitchDeg ? INPUT.UPRIGHT_LIMIT : 0;
    const inverted = tiltDeg < ends.invertedSwitchDeg ? INPUT.INVERTED_LIMIT : 0;
    return this.pins.resolve(upright | inverted);
  }

  read(): SensorFrame {
    if (!this.link.telemetryStalled) this.#report();
    return this.#frame;
  }

  write(command: ActuatorCommand): void {
    if (this.link.commandsLost) return;
    this.board.receive(command, this.#nowMs);
    this.plant.drive(this.board.outputs);
  }

  close(): Promise<'upright' | 'handed-over'> {
    const upright = this.board.isUpright;
    if (this.board.mode === 'leased') this.board.endLease(this.#nowMs);
    this.plant.drive(this.board.outputs);
    return Promise.resolve(upright ? 'upright' : 'handed-over');
  }

  /** Lets `ms` pass, a multiple of the plant's step of 2 ms. */
  advance(ms: number): void {
    invariant(ms > 0 && ms % PLANT_STEP_MS === 0, 'a table advances by whole steps of 2 ms');
    const untilMs = this.#nowMs + ms;
    while (this.#nowMs < untilMs) {
      if (this.#nowMs >= this.#dueMs) this.#callDue();
      if (this.#nowMs >= this.#nextPollMs) this.#pollBoard();
      const stretchMs = Math.min(untilMs, this.#nextPollMs, this.#dueMs) - this.#nowMs;
      const steps = Math.max(1, Math.floor(stretchMs / PLANT_STEP_MS));
      this.plant.run(steps);
      this.#plantSteps += steps;
      this.#nowMs += steps * PLANT_STEP_MS;
    }
  }

  /** Asks for one call of `onDue` at `atMs`, or at the first step after it; the earliest that was asked for counts. */
  callAt(atMs: number): void {
    this.#dueMs = Math.min(this.#dueMs, atMs);
  }

  /** A pin has changed: the board's interrupt. The E-STOP acts within the step. */
  pinsChanged(): void {
    this.board.poll(this.#nowMs);
    this.plant.drive(this.board.outputs);
  }

  #pollBoard(): void {
    this.#nextPollMs += BOARD_CYCLE_MS;
    this.board.poll(this.#nowMs);
    this.plant.drive(this.board.outputs);
  }

  #callDue(): void {
    this.#dueMs = Number.POSITIVE_INFINITY;
    this.onDue?.(this.#nowMs);
  }

  #sample(): void {
    if (this.#sampledAtMs === this.#nowMs) return;
    this.#sampledAtMs = this.#nowMs;
    this.sensors.sample(this.plant, this.#nowMs);
  }

  #report(): void {
    this.#sample();
    const { board, sensors } = this;
    const frame = this.#frame;
    if (frame.atMs !== this.#nowMs) frame.sequence += 1;
    frame.atMs = this.#nowMs;
    frame.tiltCounts = sensors.tiltCounts;
    if (this.#settings.board.hasAccelerometer && !sensors.defects.accelSilent) {
      frame.accelAlongG = sensors.accelAlongG;
      frame.accelOutG = sensors.accelOutG;
      frame.accelAtMs = this.#nowMs;
    }
    frame.currentAmps = sensors.currentAmps;
    frame.supplyVolts = sensors.supplyVolts;
    frame.inputs = this.inputs;
    frame.mode = board.mode;
    frame.bootId = board.bootId;
    frame.appliedDuty = board.outputs.driveEnabled ? board.outputs.duty : 0;
  }

  /** The board's own view: as at its pins, whatever has become of the link. */
  #boardPins(): BoardPins {
    const table = this;
    const reading = this.#reading;
    return {
      get inputs() {
        return table.inputs;
      },
      read(): BoardReading {
        table.#sample();
        const inputs = table.inputs;
        reading.tiltCounts = table.sensors.tiltCounts;
        reading.currentAmps = table.sensors.currentAmps;
        reading.uprightLimit = (inputs & INPUT.UPRIGHT_LIMIT) !== 0;
        reading.invertedLimit = (inputs & INPUT.INVERTED_LIMIT) !== 0;
        return reading;
      },
    };
  }
}

function factsOf(settings: Settings): HardwareFacts {
  return {
    name: 'simulated table',
    firmware: 'simulated',
    hasGrip: settings.board.hasGrip,
    hasAccelerometer: settings.board.hasAccelerometer,
    carriesRider: { ok: true },
  };
}

function firstFrame(nowMs: number): SensorFrame {
  return {
    atMs: nowMs,
    sequence: 0,
    tiltCounts: 0,
    accelAlongG: 0,
    accelOutG: 1,
    accelAtMs: Number.NEGATIVE_INFINITY,
    currentAmps: 0,
    supplyVolts: 0,
    inputs: 0,
    mode: 'idle',
    bootId: 1,
    appliedDuty: 0,
  };
}
