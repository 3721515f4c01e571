import { openPiTable } from '../../../boards/raspberry-pi/open-pi-table.ts';
import type { RaspberryPiTable } from '../../../boards/raspberry-pi/raspberry-pi-table.ts';
import { PLANT_FAULTS, TableFaults } from '../../../sim/faults.ts';
import type { PlantTable } from '../../../sim/plant-table.ts';
import { TableInputs } from '../../../sim/table-inputs.ts';
import type { Settings } from '../../../src/config/settings.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { KernelTable } from './kernel-table.ts';
import { PI_TABLE } from './pi-table.ts';

const CYCLE_MS = 10;

export interface KernelRig {
  readonly plantTable: KernelTable;
  readonly table: RaspberryPiTable;
  readonly buttons: TableInputs<PlantTable>;
  /** Lets time pass; the host acts every 10 ms. */
  pass(ms: number, host?: () => void): Promise<void>;
  dispose(): Promise<void>;
}

/**
 * Plant and controller's hardware on the two sides of one kernel. Their time is the plant's, in steps of 10 ms that each wait
 * for the kernel's edges and the bus, and never run faster than the wall's: debounce is the kernel's own.
 */
export async function openKernelRig({
  startTiltDeg = 75,
  settings = PI_TABLE,
}: {
  startTiltDeg?: number;
  settings?: Settings;
} = {}): Promise<KernelRig> {
  const plantTable = new KernelTable({ settings, startTiltDeg });
  const clock = new RigClock(plantTable);
  const opened = await openPiTable({ settings, clock, pause: (ms) => new Promise((done) => setTimeout(done, ms)) });
  if (!opened.ok) throw new Error(opened.problem.what);
  const { table } = opened;
  return {
    plantTable,
    table,
    buttons: new TableInputs(plantTable, new TableFaults(plantTable, PLANT_FAULTS, false)),
    pass: async (ms, host = () => undefined) => {
      for (let passedMs = 0; passedMs < ms; passedMs += CYCLE_MS) {
        const beganMs = performance.now();
        plantTable.advance();
        await turn();
        clock.tick();
        host();
        await turn();
        // In one processor's time a thread that asks the bus may come late; on a computer of its own it does not.
        await table.answered();
        const leftMs = CYCLE_MS - (performance.now() - beganMs);
        if (leftMs > 1) await new Promise((done) => setTimeout(done, leftMs));
      }
    },
    dispose: async () => {
      await table.close();
    },
  };
}

/** Long enough for an edge, and for the bus to answer, to come to JavaScript. */
async function turn(): Promise<void> {
  await new Promise(setImmediate);
  await new Promise(setImmediate);
}

class RigClock implements Clock {
  readonly #table: KernelTable;
  readonly #ticks = new Set<() => void>();

  constructor(table: KernelTable) {
    this.#table = table;
  }

  nowMs(): number {
    return this.#table.nowMs;
  }

  every(_periodMs: number, tick: () => void): () => void {
    this.#ticks.add(tick);
    return () => this.#ticks.delete(tick);
  }

  tick(): void {
    for (const tick of this.#ticks) tick();
  }
}
