import { PanelButtons } from '../../sim/panel-buttons.ts';
import { SimulatedRider } from '../../sim/simulated-rider.ts';
import { SimulatedTable } from '../../sim/simulated-table.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/config/settings.ts';
import { TableController } from '../../src/cycle/table-controller.ts';
import type { SensorFrame } from '../../src/domain/frames.ts';
import { CYCLE_MS } from '../../src/domain/time.ts';
import type { SessionPlan } from '../../src/machine/session-plan.ts';
import { ADMITS_ALL } from '../../src/ports/admission.ts';
import type { HardwareFacts, TableHardware } from '../../src/ports/table-hardware.ts';

const NEVER_MS = 1e12;
const HELD_WITHIN_MS = 300_000;
/** Ticks in the hold before its frames are recorded: nothing is settling any more. */
const SETTLED_TICKS = 500;
const RECORDED = 256;
const FRACTION_MS = 0.37;

/** No deadline falls due, so that every tick of the hold is a quiet one. */
export const ENDLESS_SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  rider: { ...DEFAULT_SETTINGS.rider, aliveCheckEveryMs: NEVER_MS },
  timeouts: { ...DEFAULT_SETTINGS.timeouts, headDownMs: NEVER_MS, sessionMs: NEVER_MS },
};

export const ENDLESS_PLAN: SessionPlan = {
  name: 'endless',
  steps: [
    { kind: 'hold', tiltDeg: -60, durationMs: NEVER_MS },
    { kind: 'rest', tiltDeg: 0, durationMs: 0 },
  ],
  rampDegPerSec: DEFAULT_SETTINGS.table.rates.rampDegPerSec,
  totalMs: NEVER_MS,
  headDownMs: NEVER_MS,
  deepestDeg: -60,
  holds: 1,
};

/** A simulated table whose last frames can be played again and again, so that a cycle is timed without its plant. */
class ReplayedTable implements TableHardware {
  readonly facts: HardwareFacts;
  readonly #table: SimulatedTable;
  readonly #frames: SensorFrame[] = [];
  #frame: SensorFrame | null = null;
  #next = 0;

  constructor(table: SimulatedTable) {
    this.#table = table;
    this.facts = table.facts;
  }

  record(): void {
    this.#frames.push({ ...this.#table.read() });
  }

  /** From now on the recorded frames come round, one every 10 ms; a real clock shows no whole milliseconds. */
  replay(): void {
    const frame = this.#table.read();
    const atMs = frame.atMs + FRACTION_MS;
    this.#frame = { ...frame, atMs, accelAtMs: atMs };
  }

  read(): SensorFrame {
    const frame = this.#frame;
    const recorded = this.#frames[this.#next];
    if (frame === null || recorded === undefined) return this.#table.read();
    this.#next = (this.#next + 1) % RECORDED;
    frame.atMs += CYCLE_MS;
    frame.accelAtMs += CYCLE_MS;
    frame.sequence += 1;
    frame.tiltCounts = recorded.tiltCounts;
    frame.accelAlongG = recorded.accelAlongG;
    frame.accelOutG = recorded.accelOutG;
    frame.currentAmps = recorded.currentAmps;
    frame.supplyVolts = recorded.supplyVolts;
    return frame;
  }

  write(command: Parameters<TableHardware['write']>[0]): void {
    if (this.#frame === null) this.#table.write(command);
  }

  close(): Promise<'upright' | 'handed-over'> {
    return this.#table.close();
  }
}

/** The real controller in an endless hold head-down. Each call runs one quiet cycle. */
export function holdQuietly(): { readonly cycle: () => void; readonly isHolding: () => boolean } {
  const settings = ENDLESS_SETTINGS;
  const table = new SimulatedTable({ settings });
  const buttons = new PanelButtons(table);
  const rider = new SimulatedRider({ buttons, hasGrip: settings.board.hasGrip, startMs: 0 });
  const hardware = new ReplayedTable(table);
  const controller = new TableController({
    hardware,
    settings,
    plan: ENDLESS_PLAN,
    occupancy: 'person',
    admission: ADMITS_ALL,
    findPlan: () => ({ ok: false, because: 'no other program here' }),
  });
  const tick = (): void => {
    rider.act(table.nowMs, controller, table.plant.tiltDeg);
    controller.tick(table.nowMs);
    table.advance(CYCLE_MS);
  };
  for (let count = 0; count < SETTLED_TICKS; count += 1) tick();
  buttons.press('START', 200);
  while (controller.state !== 'holding') {
    if (table.nowMs > HELD_WITHIN_MS) throw new Error(`no hold: the table is ${controller.state}`);
    tick();
  }
  for (let count = 0; count < SETTLED_TICKS; count += 1) tick();
  for (let count = 0; count < RECORDED; count += 1) {
    tick();
    hardware.record();
  }
  hardware.replay();
  let nowMs = hardware.read().atMs;
  const cycle = (): void => {
    nowMs += CYCLE_MS;
    controller.tick(nowMs);
  };
  return { cycle, isHolding: () => controller.state === 'holding' && controller.thrown === null };
}
