import { DEFAULT_SETTINGS, type Settings } from '../../src/config/settings.ts';
import { E_STOP_CLOSED, INPUT } from '../../src/domain/inputs.ts';
import { invariant } from '../../src/domain/invariant.ts';
import { BOARD_CYCLE_MS } from '../board-follower.ts';
import { Plant } from '../plant.ts';
import { NO_VARIATION, PLANT_STEP_MS, type RiderBody, SUPPLY, type Variation } from '../plant-parameters.ts';
import { PlantSensors } from '../plant-sensors.ts';
import type { PlantTable } from '../plant-table.ts';
import { TablePins } from '../table-pins.ts';
import { TableTimers } from '../table-timers.ts';
import { CYCLES_PER_MS } from './avr-chip.ts';
import type { BootLoader, ResetCause } from './boot-loader.ts';
import { DriveWiring } from './drive-wiring.ts';
import { EmulatedUno } from './emulated-uno.ts';
import { readPinMap } from './pin-map.ts';
import { TableWiring } from './table-wiring.ts';

export interface EmulatedTableOptions {
  /** The board's program, as `readIntelHex` gives it. */
  readonly flash: Uint8Array;
  readonly eeprom?: Uint8Array;
  readonly bootLoader?: BootLoader;
  readonly settings?: Settings;
  /** Of the sensors' noise and small errors; 1 unless given. */
  readonly seed?: number;
  /** Null: the table is empty. */
  readonly rider?: RiderBody | null;
  readonly variation?: Variation;
  readonly startTiltDeg?: number;
  /** The relay that drives upright while no living board holds it; there unless said otherwise. */
  readonly hasReturnRelay?: boolean;
}

/**
 * The table on the plant, its pins wired to an emulated Uno as pins.json says. Board and plant advance in lock-step, a
 * step of the plant, 2 ms, after each 32,000 cycles of the board; time passes only in `advance`.
 */
export class EmulatedTable implements PlantTable {
  readonly plant: Plant;
  readonly sensors: PlantSensors;
  readonly pins = new TablePins();
  readonly timers = new TableTimers();
  readonly uno: EmulatedUno;
  readonly wiring: TableWiring;
  readonly drive: DriveWiring;
  /** The board's crystal against true time. */
  boardClockRate = 1;

  #nowMs = 0;
  #cycle: number;
  #nextFollowMs = 0;
  #isBrownedOut = false;

  constructor(options: EmulatedTableOptions) {
    const settings = options.settings ?? DEFAULT_SETTINGS;
    const { noise } = options.variation ?? NO_VARIATION;
    const pinMap = readPinMap();
    this.plant = new Plant({ ...options, table: settings.table });
    this.sensors = new PlantSensors({ seed: options.seed ?? 1, settings, noiseFactor: noise });
    this.uno = new EmulatedUno(options);
    this.wiring = new TableWiring({ uno: this.uno, sensors: this.sensors, pinMap, board: settings.board });
    this.drive = new DriveWiring({
      uno: this.uno,
      pinMap,
      bridge: settings.table.drive.bridge,
      hasReturnRelay: options.hasReturnRelay ?? true,
    });
    this.#cycle = this.uno.cycle;
    this.#feel();
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Bits of `INPUT` at the pins. */
  get inputs(): number {
    const { ends, tiltDeg } = this.plant;
    const inverted = tiltDeg < ends.invertedSwitchDeg ? INPUT.INVERTED_LIMIT : 0;
    return this.pins.resolve((this.#isAtUprightLimit ? INPUT.UPRIGHT_LIMIT : 0) | inverted);
  }

  /** E-STOP's mushroom lets the drive's supply through: both of its channels are closed, whatever their wires say. */
  get driveIsSupplied(): boolean {
    return (this.pins.contacts & E_STOP_CLOSED) === E_STOP_CLOSED;
  }

  /** Lets `ms` pass, a multiple of the plant's step of 2 ms. */
  advance(ms: number): void {
    invariant(ms > 0 && ms % PLANT_STEP_MS === 0, 'a table advances by whole steps of 2 ms');
    const untilMs = this.#nowMs + ms;
    while (this.#nowMs < untilMs) {
      if (this.#nowMs >= this.timers.nextMs) this.timers.call(this.#nowMs);
      if (this.#nowMs >= this.#nextFollowMs) this.#followSlowly();
      this.#feel();
      this.#cycle += PLANT_STEP_MS * CYCLES_PER_MS * this.boardClockRate;
      this.uno.runUntilCycle(this.#cycle);
      this.#act();
      this.plant.run(1);
      this.#nowMs += PLANT_STEP_MS;
    }
  }

  /** A contact has moved: the pin moves with it, and E-STOP's own contacts cut the drive's supply. */
  pinsChanged(): void {
    this.wiring.showInputs(this.inputs);
    this.#act();
  }

  /** The board starts anew by its reset line, its watchdog, or after having been without power for `offMs`. */
  resetBoard(cause: ResetCause, offMs = 0): void {
    this.uno.reset(cause, offMs);
    if (offMs > 0) this.wiring.powerOn();
    this.#act();
  }

  get #isAtUprightLimit(): boolean {
    return this.plant.tiltDeg > this.plant.ends.uprightSwitchDeg;
  }

  #feel(): void {
    const { defects } = this.sensors;
    // What is broken about the wiper counts its samples by the board's cycle.
    if (defects.potSound || this.#nowMs % BOARD_CYCLE_MS === 0) this.sensors.sample(this.plant, this.#nowMs);
    this.wiring.driveIsSupplied = this.driveIsSupplied;
    this.wiring.showInputs(this.inputs);
  }

  #act(): void {
    this.drive.follow({ isOn: this.driveIsSupplied, isUpright: this.#isAtUprightLimit });
    this.plant.drive(this.drive.outputs);
  }

  #followSlowly(): void {
    this.#nextFollowMs += BOARD_CYCLE_MS;
    this.plant.follow(BOARD_CYCLE_MS);
    const isLow = this.plant.supply.volts < SUPPLY.brownOutVolts;
    if (isLow === this.#isBrownedOut) return;
    this.#isBrownedOut = isLow;
    if (isLow) this.uno.holdInReset('brown-out');
    else {
      this.wiring.powerOn();
      this.uno.letStart();
    }
  }
}
