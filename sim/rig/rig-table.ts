import type { Settings } from '../../src/config/settings.ts';
import { E_STOP_CLOSED, INPUT } from '../../src/domain/inputs.ts';
import type { RigIo, RigShowing } from '../../src/ports/rig-io.ts';
import { BOARD_CYCLE_MS } from '../board-follower.ts';
import { type DriveOutputs, dutyOf, followPins } from '../drive-outputs.ts';
import { HELD_BY_EDGE_MS } from '../emulated-uno/return-relay.ts';
import { Plant } from '../plant.ts';
import { PLANT_STEP_MS, type RiderBody } from '../plant-parameters.ts';
import { PlantSensors } from '../plant-sensors.ts';
import type { PlantTable } from '../plant-table.ts';
import { TablePins } from '../table-pins.ts';
import { TableTimers } from '../table-timers.ts';

const FULL_COUNTS = 1024;
/** The middle of a count, where the converter's rounding down and noise of either sign do the least. */
const HALF_COUNT = 0.5;

export interface RigTableOptions {
  readonly rig: RigIo;
  readonly settings: Settings;
  /** What a count of the board's converter stands for, as pins.json says. */
  readonly analog: { readonly currentAmpsPerCount: number; readonly supplyVoltsPerCount: number };
  readonly seed?: number;
  /** Null: the table is empty. */
  readonly rider?: RiderBody | null;
  readonly startTiltDeg?: number;
}

/**
 * The table on the plant, at the board's pins by way of a rig: in each cycle it is driven by what the rig has read last, and
 * what its contacts and sensors then say is shown. What the return relay would do without a living board it does by itself.
 */
export class RigTable implements PlantTable {
  readonly plant: Plant;
  readonly sensors: PlantSensors;
  readonly pins = new TablePins();
  readonly timers = new TableTimers();
  readonly outputs: DriveOutputs = { duty: 0, driveEnabled: false, brakeReleased: false };
  readonly #rig: RigIo;
  readonly #analog: RigTableOptions['analog'];
  readonly #bridge: 'pwm-dir' | 'two-pwm';
  readonly #showing: RigShowing = { inputs: 0, tilt: 0, current: 0, supply: 0 };
  #nowMs = 0;
  #heldUntilMs = 0;

  constructor({ rig, settings, analog, seed = 1, ...plant }: RigTableOptions) {
    this.#rig = rig;
    this.#analog = analog;
    this.#bridge = settings.table.drive.bridge;
    this.plant = new Plant({ ...plant, table: settings.table });
    this.sensors = new PlantSensors({ seed, settings });
    this.#feel();
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Bits of `INPUT` at the pins. */
  get inputs(): number {
    const inverted = this.plant.tiltDeg < this.plant.ends.invertedSwitchDeg ? INPUT.INVERTED_LIMIT : 0;
    return this.pins.resolve((this.#isAtUprightLimit ? INPUT.UPRIGHT_LIMIT : 0) | inverted);
  }

  /** E-STOP's mushroom lets the drive's supply through, whatever its wires say. */
  get driveIsSupplied(): boolean {
    return (this.pins.contacts & E_STOP_CLOSED) === E_STOP_CLOSED;
  }

  /** A cycle of 10 ms of the table's time. */
  step(): void {
    for (let passedMs = 0; passedMs < BOARD_CYCLE_MS; passedMs += PLANT_STEP_MS) {
      if (this.#nowMs >= this.timers.nextMs) this.timers.call(this.#nowMs);
      this.#act();
      this.plant.run(1);
      this.#nowMs += PLANT_STEP_MS;
    }
    this.plant.follow(BOARD_CYCLE_MS);
    this.#feel();
  }

  /** A contact has moved: the board sees it as soon as the rig can. */
  pinsChanged(): void {
    this.#show();
    this.#act();
  }

  get #isAtUprightLimit(): boolean {
    return this.plant.tiltDeg > this.plant.ends.uprightSwitchDeg;
  }

  #act(): void {
    const { driveUp, driveDown, brakeReleased, isAlive } = this.#rig.read();
    if (isAlive) this.#heldUntilMs = this.#nowMs + HELD_BY_EDGE_MS;
    const relayIsHeld = this.#nowMs < this.#heldUntilMs;
    const duty = dutyOf(this.#bridge, driveUp, driveDown);
    const power = { isOn: this.driveIsSupplied, isUpright: this.#isAtUprightLimit };
    followPins(this.outputs, { duty, brakeReleased, relayIsHeld }, power);
    this.plant.drive(this.outputs);
  }

  #feel(): void {
    this.sensors.sample(this.plant, this.#nowMs);
    this.#show();
  }

  #show(): void {
    const { sensors } = this;
    const showing = this.#showing;
    const supplyVolts = this.driveIsSupplied ? sensors.supplyVolts : 0;
    showing.inputs = this.inputs;
    showing.tilt = shareOf(sensors.wiperCounts);
    showing.current = shareOf(sensors.currentAmps / this.#analog.currentAmpsPerCount);
    showing.supply = shareOf(supplyVolts / this.#analog.supplyVoltsPerCount);
    this.#rig.show(showing);
  }
}

/** Of the board's 5 V, for so many counts of its converter. */
function shareOf(counts: number): number {
  return Math.min(Math.max((counts + HALF_COUNT) / FULL_COUNTS, 0), 1);
}
