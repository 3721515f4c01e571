import { DEFAULT_SETTINGS, type Settings } from '../src/config/settings.ts';
import { firstFrame } from '../src/domain/first-frame.ts';
import type { ActuatorCommand, SensorFrame } from '../src/domain/frames.ts';
import { INPUT } from '../src/domain/inputs.ts';
import { invariant } from '../src/domain/invariant.ts';
import type { HardwareFacts, TableHardware } from '../src/ports/table-hardware.ts';
import type { BoardReading } from './believed-reading.ts';
import { BoardClock } from './board-clock.ts';
import { BoardFirmware, type BoardPins } from './board-firmware.ts';
import { BOARD_CYCLE_MS } from './board-follower.ts';
import { CommandLine } from './command-line.ts';
import { type HostCondition, soundHost } from './host-condition.ts';
import { Plant } from './plant.ts';
import { NO_VARIATION, PLANT_STEP_MS, type RiderBody, SUPPLY, type Variation } from './plant-parameters.ts';
import { PlantSensors } from './plant-sensors.ts';
import { TablePins } from './table-pins.ts';
import { TableTimers } from './table-timers.ts';
import { TelemetryLine } from './telemetry-line.ts';

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
  /** Whoever paces the host heeds `host`; so it is unless said otherwise. */
  readonly hostIsPaced?: boolean;
}

/**
 * The table on the plant, with its board. Time passes only in `advance`; what `read` says of a moment is the same
 * however often it is asked. The frame and every record behind it are reused.
 */
export class SimulatedTable implements TableHardware, BoardPins {
  readonly facts: HardwareFacts;
  readonly plant: Plant;
  readonly sensors: PlantSensors;
  readonly pins = new TablePins();
  readonly board: BoardFirmware;
  readonly clock: BoardClock;
  readonly link: { readonly telemetry: TelemetryLine; readonly commands: CommandLine };
  readonly host: HostCondition;
  /** What shall happen later; each is called before the plant moves on. */
  readonly timers = new TableTimers();

  readonly #settings: Settings;
  /** As the board sends it, and as the host has it: one and the same where the link is sound. */
  readonly #frame: SensorFrame;
  #received: SensorFrame;
  readonly #reading = { tiltCounts: 0, currentAmps: 0, uprightLimit: false, invertedLimit: false };
  #nowMs: number;
  #sampledAtMs = Number.NaN;
  #nextPollMs: number;
  #plantSteps = 0;

  constructor(options: SimulatedTableOptions = {}) {
    const settings = options.settings ?? DEFAULT_SETTINGS;
    const variation = options.variation ?? NO_VARIATION;
    this.#settings = settings;
    this.#nowMs = options.startMs ?? 0;
    this.#nextPollMs = this.#nowMs;
    this.plant = new Plant({ ...options, table: settings.table });
    this.sensors = new PlantSensors({ seed: options.seed ?? 1, settings, noiseFactor: variation.noise });
    this.board = new BoardFirmware(settings, this);
    this.facts = factsOf(settings);
    this.host = soundHost(options.hostIsPaced ?? true);
    this.clock = new BoardClock(this.#nowMs);
    this.#frame = firstFrame(this.#nowMs);
    this.#received = this.#frame;
    this.link = { telemetry: new TelemetryLine(this.#frame), commands: new CommandLine() };
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
    const { telemetry } = this.link;
    if (telemetry.isSilent(this.#nowMs) || this.board.isDown(this.boardMs)) return this.#received;
    if (telemetry.isSound) {
      this.#report();
      this.#received = this.#frame;
    } else if (this.#frame.atMs !== this.#nowMs) {
      telemetry.keep(this.#frame);
      this.#report();
      this.#received = telemetry.carry(this.#frame);
    }
    return this.#received;
  }

  write(command: ActuatorCommand): void {
    if (!this.link.commands.arrives(command, this.#nowMs)) return;
    this.board.receive(command, this.boardMs);
    this.plant.drive(this.board.outputs);
  }

  /** The board's time, by which it judges everything that it does itself, ms. */
  get boardMs(): number {
    return this.clock.timeAt(this.#nowMs);
  }

  /** Without power, or in its boot loader's second. */
  get boardIsDown(): boolean {
    return this.board.isDown(this.boardMs);
  }

  /** The board starts anew, after having been without power for `offMs`. */
  resetBoard(offMs = 0): void {
    this.clock.restart(this.#nowMs + offMs);
    this.board.reset(this.boardMs, offMs);
    this.plant.drive(this.board.outputs);
  }

  close(): Promise<'upright' | 'handed-over'> {
    const upright = this.board.isUpright;
    if (this.board.mode === 'leased') this.board.endLease(this.boardMs);
    this.plant.drive(this.board.outputs);
    return Promise.resolve(upright ? 'upright' : 'handed-over');
  }

  /** Lets `ms` pass, a multiple of the plant's step of 2 ms. */
  advance(ms: number): void {
    invariant(ms > 0 && ms % PLANT_STEP_MS === 0, 'a table advances by whole steps of 2 ms');
    const untilMs = this.#nowMs + ms;
    while (this.#nowMs < untilMs) {
      if (this.#nowMs >= this.timers.nextMs) this.timers.call(this.#nowMs);
      if (this.#nowMs >= this.#nextPollMs) this.#pollBoard();
      const stretchMs = Math.min(untilMs, this.#nextPollMs, this.timers.nextMs) - this.#nowMs;
      const steps = Math.max(1, Math.floor(stretchMs / PLANT_STEP_MS));
      this.plant.run(steps);
      this.#plantSteps += steps;
      this.#nowMs += steps * PLANT_STEP_MS;
    }
  }

  /** A pin has changed: the board's interrupt. The E-STOP acts within the step. */
  pinsChanged(): void {
    this.board.poll(this.boardMs);
    this.plant.drive(this.board.outputs);
  }

  #pollBoard(): void {
    // A fast clock turns the board's loop the faster, too.
    const periodMs = BOARD_CYCLE_MS / this.clock.rate;
    this.#nextPollMs += periodMs;
    this.plant.follow(periodMs);
    const { commands } = this.link;
    const { boardMs } = this;
    if (this.plant.supply.volts < SUPPLY.brownOutVolts) this.#brownOut(boardMs);
    if (commands.hasLate(this.#nowMs)) for (const command of commands.takeHeld()) this.board.receive(command, boardMs);
    this.board.poll(boardMs);
    this.plant.drive(this.board.outputs);
  }

  #brownOut(boardMs: number): void {
    if (!this.board.isDown(boardMs)) this.resetBoard();
    this.board.keepDown(boardMs);
    this.clock.restart(this.#nowMs);
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
    frame.damagedFrames = this.link.telemetry.damagedFrames;
    frame.mode = board.mode;
    frame.bootId = board.bootId;
    frame.boardClockMs = this.clock.sinceBootMs(this.#nowMs);
    frame.appliedDuty = board.outputs.driveEnabled ? board.outputs.duty : 0;
  }

  /** The board's own conversions of this moment: as at its pins, whatever has become of the link. */
  convert(): BoardReading {
    this.#sample();
    const { inputs, sensors } = this;
    const reading = this.#reading;
    reading.tiltCounts = sensors.tiltCounts;
    reading.currentAmps = sensors.currentAmps;
    reading.uprightLimit = (inputs & INPUT.UPRIGHT_LIMIT) !== 0;
    reading.invertedLimit = (inputs & INPUT.INVERTED_LIMIT) !== 0;
    return reading;
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
