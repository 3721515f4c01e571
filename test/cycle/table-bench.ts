import { PanelButtons } from '../../sim/panel-buttons.ts';
import type { RiderBody } from '../../sim/plant-parameters.ts';
import { SimulatedTable } from '../../sim/simulated-table.ts';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import type { ControllerOptions } from '../../src/cycle/controller-options.ts';
import { TableController } from '../../src/cycle/table-controller.ts';
import type { ActuatorCommand, SensorFrame } from '../../src/domain/frames.ts';
import type { TableState } from '../../src/domain/states.ts';
import { ADMITS_ALL } from '../../src/ports/admission.ts';
import type { TableHardware } from '../../src/ports/table-hardware.ts';
import { SHORT_PLAN } from './short-session.ts';

const PRESS_MS = 100;

/** Counts what the controller writes, and can be made to throw where a real board never would. */
class WatchedHardware implements TableHardware {
  readonly #table: SimulatedTable;
  writes = 0;
  readThrows = false;

  constructor(table: SimulatedTable) {
    this.#table = table;
  }

  get facts(): TableHardware['facts'] {
    return this.#table.facts;
  }

  read(): SensorFrame {
    if (this.readThrows) throw new Error('the read throws');
    return this.#table.read();
  }

  write(command: ActuatorCommand): void {
    this.writes += 1;
    this.#table.write(command);
  }

  close(): Promise<'upright' | 'handed-over'> {
    return this.#table.close();
  }
}

/** The real controller on the simulated table, tick by tick, with hands on the panel. */
export class TableBench {
  readonly table: SimulatedTable;
  readonly buttons: PanelButtons;
  readonly hardware: WatchedHardware;
  readonly controller: TableController;
  machineThrows = false;

  constructor({ rider, ...options }: Partial<ControllerOptions> & { readonly rider?: RiderBody } = {}) {
    const { settings = DEFAULT_SETTINGS } = options;
    this.table = new SimulatedTable(rider === undefined ? { settings } : { settings, rider });
    this.buttons = new PanelButtons(this.table);
    this.hardware = new WatchedHardware(this.table);
    this.controller = new TableController({
      hardware: this.hardware,
      settings,
      plan: SHORT_PLAN,
      occupancy: 'person',
      admission: ADMITS_ALL,
      findPlan: (name) =>
        name === SHORT_PLAN.name ? { ok: true, plan: SHORT_PLAN } : { ok: false, because: `there is no ${name}` },
      disturb: () => {
        if (this.machineThrows) throw new Error('the machine throws');
      },
      ...options,
    });
  }

  run(ms: number, eachTick: () => void = () => undefined): void {
    for (let tick = 0; tick < ms / 10; tick += 1) {
      this.controller.tick(this.table.nowMs);
      eachTick();
      this.table.advance(10);
    }
  }

  press(button: Parameters<PanelButtons['press']>[0], forMs: number | null = PRESS_MS): void {
    this.buttons.press(button, forMs);
  }

  /** A rider gets in, and START is pressed. */
  start(): void {
    this.boot();
    this.press('START');
  }

  /** Self-test, and a rider who closes the latch. */
  boot(): void {
    this.run(1000);
    this.press('CLAMP', null);
    this.run(500);
  }

  /** Ticks until a state, or until a time is over. */
  runUntil(state: TableState, mostMs: number): boolean {
    for (let ms = 0; ms < mostMs; ms += 10) {
      if (this.controller.state === state) return true;
      this.run(10);
    }
    return false;
  }

  get tiltDeg(): number {
    return this.table.plant.tiltDeg;
  }
}
