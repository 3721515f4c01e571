import type { Settings } from '../../src/config/settings.ts';
import type { TableView } from '../../src/domain/view.ts';
import {
  type BenchHost,
  type BenchSetup,
  type BenchSurface,
  type BenchTable,
  SAMPLE_MS,
  TargetSilent,
} from '../../src/ports/bench-table.ts';
import type { RigIo } from '../../src/ports/rig-io.ts';
import { PlantMeter } from '../plant-meter.ts';
import { RIG_FAULTS, RigInputs } from '../rig/rig-faults.ts';
import { RigTable, type RigTableOptions } from '../rig/rig-table.ts';
import { BenchRiderPart } from './bench-rider.ts';
import { emptySample } from './empty-sample.ts';
import { lookAtPlant } from './look-at-plant.ts';
import { settle } from './settle.ts';

export type RigBenchSetup = BenchSetup & { readonly settings: Settings };

/** The process that runs the controller, as a bench sees it. */
export interface ControllerHost {
  /** Of a moment ago; null while no controller speaks. */
  readonly view: TableView | null;
  readonly control: BenchHost;
  /** Its part in a cycle. */
  pass(): void | Promise<void>;
  say(surface: BenchSurface, line: string): void;
  takeReply(surface: BenchSurface): readonly string[] | null;
  close(): Promise<void>;
}

export interface RigBenchParts {
  readonly openRig: () => Promise<RigIo>;
  readonly analog: RigTableOptions['analog'];
  /** Lets the next cycle of 10 ms begin. */
  readonly wait: () => Promise<void>;
  /** By which the rig's readings are dated, ms. */
  readonly nowMs: () => number;
  /**
   * Puts the calibration of these settings into the board while the table goes on being played, waits for `turn`, and starts
   * the controller.
   */
  readonly openHost: (setup: RigBenchSetup, played: PlayedTable) => Promise<ControllerHost>;
}

/** What may be asked of the table before its controller is there. */
export interface PlayedTable {
  /** So many counts at the board's angle, wherever the table is; null is its own again. */
  showAngle(counts: number | null): void;
  /** Leaves the table as the controller is to find it. */
  turn(): Promise<void>;
}

/** A real board, and a rig that plays table to it, in real time. Nobody is on a table whose contacts are a rig's. */
export function rigBench(parts: RigBenchParts) {
  return {
    name: 'uno' as const,
    summary: 'a real board with a rig that plays table to it, in real time; nobody may be on a table',
    abilities: new Set(['host', 'console', 'scpi', 'rider', 'config'] as const),
    faults: RIG_FAULTS,
    open: (setup: RigBenchSetup): Promise<BenchTable> => RigBenchTable.open(withoutAccelerometer(setup), parts),
  };
}

/** A rig plays none: a controller that is told of one would find it dead. */
function withoutAccelerometer(setup: RigBenchSetup): RigBenchSetup {
  const { settings } = setup;
  return { ...setup, settings: { ...settings, board: { ...settings.board, hasAccelerometer: false } } };
}

/** Beyond this the bench plays a table that is no longer there, ms. */
const RIG_SILENT_MS = 250;
/** What the plant has been turned to stands at the board's pins by then, ms. */
const SHOWN_WITHIN_MS = 200;
const WHY_SILENT = 'look at its cable and its power, and whether this computer is busy with something else';

export class RigBenchTable implements BenchTable {
  readonly sample = emptySample();
  readonly hands: RigInputs;
  /** Its bytes go past the bench, from the computer straight to the board. */
  readonly link = null;
  readonly table: RigTable;
  readonly #rig: RigIo;
  readonly #parts: RigBenchParts;
  readonly #meter: PlantMeter;
  readonly #rider: BenchRiderPart;
  #controller: ControllerHost | null = null;
  #zeroMs = 0;

  static async open(setup: RigBenchSetup, parts: RigBenchParts): Promise<RigBenchTable> {
    const bench = new RigBenchTable(setup, parts, await parts.openRig());
    try {
      await bench.#start(setup);
      await settle(bench, setup);
    } catch (thrown) {
      await bench.close();
      throw thrown;
    }
    return bench;
  }

  private constructor(setup: RigBenchSetup, parts: RigBenchParts, rig: RigIo) {
    const { settings, seed, rider } = setup;
    this.#parts = parts;
    this.#rig = rig;
    this.table = new RigTable({ rig, settings, seed, rider, analog: parts.analog });
    this.hands = new RigInputs(this.table);
    this.#meter = new PlantMeter(this.table.plant);
    this.#rider = new BenchRiderPart({ setup, table: this.table, hands: this.hands });
  }

  get host(): BenchHost | null {
    return this.#controller?.control ?? null;
  }

  async advance(): Promise<void> {
    await this.#parts.wait();
    this.#play();
    await this.#controller?.pass();
    this.#rider.act(this.#controller?.view ?? null);
    this.#look();
  }

  takeOver(): void {
    this.#zeroMs = this.table.nowMs;
    this.#look();
  }

  say(surface: BenchSurface, line: string): void {
    this.#controller?.say(surface, line);
  }

  takeReply(surface: BenchSurface): readonly string[] | null {
    return this.#controller?.takeReply(surface) ?? null;
  }

  async close(): Promise<void> {
    await this.#controller?.close();
    await this.#rig.close();
  }

  /** The table is played from before the board is asked anything: one without contacts would look broken to it. */
  async #start(setup: RigBenchSetup): Promise<void> {
    const state: { isOpening: boolean; broken: unknown } = { isOpening: true, broken: null };
    const playing = this.#playWhile(() => state.isOpening).catch((thrown: unknown) => {
      state.broken = thrown;
    });
    const showAngle = (counts: number | null): void => {
      this.table.sensors.defects.pot = counts === null ? { kind: 'sound' } : { kind: 'tied', counts };
    };
    const turn = async (): Promise<void> => {
      if (setup.startTiltDeg !== null) this.table.plant.turnByHand(setup.startTiltDeg);
      setup.before(this.hands);
      const shownMs = this.table.nowMs + SHOWN_WITHIN_MS;
      while (this.table.nowMs < shownMs && state.broken === null) await new Promise((next) => setTimeout(next, 1));
    };
    try {
      this.#controller = await this.#parts.openHost(setup, { showAngle, turn });
    } finally {
      state.isOpening = false;
      await playing;
    }
    if (state.broken !== null) throw state.broken;
  }

  async #playWhile(goesOn: () => boolean): Promise<void> {
    while (goesOn()) {
      await this.#parts.wait();
      this.#play();
    }
  }

  #play(): void {
    const silentMs = this.#parts.nowMs() - this.#rig.read().atMs;
    if (silentMs > RIG_SILENT_MS)
      throw new TargetSilent(`the rig has been silent for ${Math.round(silentMs)} ms: ${WHY_SILENT}`);
    this.table.step();
    this.#meter.observe(SAMPLE_MS);
  }

  #look(): void {
    const { sample, table } = this;
    const { plant, outputs, inputs } = table;
    lookAtPlant(sample, { atMs: table.nowMs - this.#zeroMs, plant, meter: this.#meter, outputs, inputs });
    sample.view = this.#controller?.view ?? null;
    Object.assign(sample.lamps, this.#rig.read().lamps);
  }
}
