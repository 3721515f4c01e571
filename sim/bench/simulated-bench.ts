import type { Settings } from '../../src/config/settings.ts';
import { isSounding, lampOf } from '../../src/domain/panel-signal.ts';
import { CYCLE_MS } from '../../src/domain/time.ts';
import type {
  BenchHost,
  BenchLink,
  BenchSample,
  BenchSetup,
  BenchSurface,
  BenchTable,
} from '../../src/ports/bench-table.ts';
import type { Controller } from '../../src/ports/controller.ts';
import type { TableHardware } from '../../src/ports/table-hardware.ts';
import type { TestInputs } from '../../src/ports/test-inputs.ts';
import { SIMULATED_FAULTS } from '../faults.ts';
import { PanelButtons } from '../panel-buttons.ts';
import { PlantMeter } from '../plant-meter.ts';
import { SimulatedTable } from '../simulated-table.ts';
import { BenchRiderPart } from './bench-rider.ts';
import { emptySample } from './empty-sample.ts';
import { lookAtPlant } from './look-at-plant.ts';
import { settle } from './settle.ts';

export type SimulatedBenchSetup = BenchSetup & { readonly settings: Settings };

/** The process that the bench imagines around the controller: made anew where a scenario kills and starts it. */
export interface BenchController {
  readonly controller: Controller;
  /** Answers what was said, a cycle at a time. */
  poll(): void;
  say(surface: BenchSurface, line: string): void;
  takeReply(surface: BenchSurface): readonly string[] | null;
}

export interface BenchControllerNeeds {
  readonly hardware: TableHardware;
  readonly setup: SimulatedBenchSetup;
  readonly testInputs: TestInputs;
  readonly sessionWasOpen: boolean;
  /** Throws where the scenario breaks the machine. */
  readonly disturb: () => void;
  readonly nowMs: () => number;
}

export type CreateBenchController = (needs: BenchControllerNeeds) => BenchController;

/** The simulated table on virtual time, with the controller in this process. */
export function simulatedBench(createController: CreateBenchController) {
  return {
    name: 'sim' as const,
    summary: 'the simulated table on virtual time, as fast as it goes',
    abilities: new Set(['host', 'console', 'scpi', 'rider', 'config'] as const),
    faults: SIMULATED_FAULTS,
    open: async (setup: SimulatedBenchSetup): Promise<BenchTable> => {
      const table = new SimulatedBenchTable(setup, createController);
      await settle(table, setup);
      return table;
    },
  };
}

class SimulatedBenchTable implements BenchTable {
  readonly hands: PanelButtons;
  readonly host: BenchHost;
  /** What a line does to bytes is a fault by name here: no bytes pass. */
  readonly link: BenchLink | null = null;
  readonly sample: BenchSample;
  readonly #setup: SimulatedBenchSetup;
  readonly #create: CreateBenchController;
  readonly #table: SimulatedTable;
  readonly #meter: PlantMeter;
  readonly #rider: BenchRiderPart;
  #process: BenchController;
  #starts = 1;
  #sessionIsOpen: boolean;
  #zeroMs = 0;

  constructor(setup: SimulatedBenchSetup, create: CreateBenchController) {
    const { settings, rider, seed, startTiltDeg } = setup;
    this.#setup = setup;
    this.#create = create;
    this.#sessionIsOpen = setup.sessionWasOpen;
    const start = startTiltDeg === null ? {} : { startTiltDeg };
    this.#table = new SimulatedTable({ settings, seed, rider, ...start });
    this.hands = new PanelButtons(this.#table);
    this.#meter = new PlantMeter(this.#table.plant);
    this.#rider = new BenchRiderPart({ setup, table: this.#table, hands: this.hands });
    setup.before(this.hands);
    this.#process = this.#newProcess();
    this.host = {
      kill: () => {
        this.#table.host.dead = true;
      },
      stall: (ms) => {
        this.#table.host.stalledUntilMs = this.#table.nowMs + ms;
      },
      start: () => {
        if (!this.#table.host.dead) return;
        this.#table.host.dead = false;
        this.#table.host.starts += 1;
      },
    };
    this.sample = emptySample();
    this.#look();
  }

  advance(): void {
    this.#tick();
    this.#table.advance(CYCLE_MS);
    this.#meter.observe(CYCLE_MS);
    this.#look();
  }

  /** From here on time counts. */
  takeOver(): void {
    this.#zeroMs = this.#table.nowMs;
    this.#look();
  }

  /** What is said to a dead process is lost; one that stands still reads it when it goes on. */
  say(surface: BenchSurface, line: string): void {
    if (!this.#table.host.dead) this.#process.say(surface, line);
  }

  takeReply(surface: BenchSurface): readonly string[] | null {
    return this.#hostRuns ? this.#process.takeReply(surface) : null;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  get #hostRuns(): boolean {
    const { host, nowMs } = this.#table;
    return !host.dead && nowMs >= host.stalledUntilMs;
  }

  #tick(): void {
    const { nowMs, host, plant } = this.#table;
    this.#rider.act(this.#process.controller.view());
    if (!this.#hostRuns) return;
    if (host.starts !== this.#starts) {
      this.#starts = host.starts;
      this.#process = this.#newProcess();
    }
    this.#process.controller.tick(nowMs);
    this.#process.poll();
    const { session } = this.#process.controller.view();
    if (session !== null) this.#sessionIsOpen = true;
    else if (plant.tiltDeg > this.#setup.settings.table.uprightDeg - 2) this.#sessionIsOpen = false;
  }

  #newProcess(): BenchController {
    const table = this.#table;
    return this.#create({
      hardware: table,
      setup: this.#setup,
      testInputs: this.hands,
      sessionWasOpen: this.#sessionIsOpen,
      disturb: () => {
        if (table.host.machineThrows) throw MACHINE_ERROR;
      },
      nowMs: () => table.nowMs,
    });
  }

  #look(): void {
    const { sample } = this;
    const { plant, board, inputs, nowMs } = this.#table;
    const { outputs } = board;
    lookAtPlant(sample, { atMs: nowMs - this.#zeroMs, plant, meter: this.#meter, outputs, inputs });
    const view = this.#table.host.dead ? null : this.#process.controller.view();
    sample.view = view;
    const lamp = view === null ? 'off' : lampOf(view.lights, nowMs);
    sample.lamps.green = lamp === 'green';
    sample.lamps.yellow = lamp === 'yellow';
    sample.lamps.red = lamp === 'red';
    sample.lamps.buzzer = view !== null && isSounding(view.lights, nowMs);
  }
}

/** One for all: it is thrown a hundred times a second, and its stack says nothing. */
const MACHINE_ERROR = new Error('the machine throws');
