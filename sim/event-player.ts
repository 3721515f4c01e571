import { invariant } from '../src/domain/invariant.ts';
import { findFault } from './faults.ts';
import type { PanelButtons } from './panel-buttons.ts';
import { PRESS_MS, type ScheduledEvent, sortEvents } from './scheduled-event.ts';
import type { SessionHistory } from './session-history.ts';
import type { SimulatedTable } from './simulated-table.ts';
import type { MachineProbe } from './simulation-options.ts';

/** What the events of a session act on. */
export interface Stage {
  readonly table: SimulatedTable;
  readonly buttons: PanelButtons;
  readonly probe: MachineProbe;
  readonly history: SessionHistory;
}

/** START and everything that is scheduled after it, each at its time. */
export class EventPlayer {
  /** When the next event is due, and when the last one is over, ms after START. */
  nextMs: number;
  readonly lastMs: number;
  readonly #stage: Stage;
  readonly #events: readonly ScheduledEvent[];
  #next = 0;

  constructor(stage: Stage, events: readonly ScheduledEvent[]) {
    this.#stage = stage;
    this.#events = sortEvents([{ kind: 'press', atMs: 0, button: 'START', forMs: PRESS_MS }, ...events]);
    this.nextMs = this.#events[0]?.atMs ?? Number.POSITIVE_INFINITY;
    this.lastMs = this.#events.reduce((latest, event) => Math.max(latest, endOf(event)), 0);
  }

  /** `played` hears of each event as it happens. */
  play(tMs: number, played: (event: ScheduledEvent) => void): void {
    for (let event = this.#events[this.#next]; event !== undefined && event.atMs <= tMs; ) {
      this.#apply(event, tMs);
      played(event);
      this.#next += 1;
      event = this.#events[this.#next];
    }
    this.nextMs = this.#events[this.#next]?.atMs ?? Number.POSITIVE_INFINITY;
  }

  #apply(event: ScheduledEvent, tMs: number): void {
    const { buttons } = this.#stage;
    switch (event.kind) {
      case 'press':
        buttons.press(event.button, event.forMs);
        break;
      case 'release':
        buttons.release(event.button);
        break;
      case 'fault':
      case 'clear':
        this.#applyFault(event, tMs);
        break;
      default:
        event satisfies never;
    }
  }

  #applyFault(event: Extract<ScheduledEvent, { fault: string }>, tMs: number): void {
    const { buttons, probe, table, history } = this.#stage;
    const reply = event.kind === 'fault' ? buttons.inject(event.fault) : buttons.clear(event.fault);
    invariant(reply.ok, reply.ok ? '' : reply.because);
    probe.disturb = table.host.machineThrows ? throwInMachine : null;
    const found = findFault(event.fault);
    if (event.kind === 'fault' && found.ok) history.noteInjected(found.fault.id, tMs);
  }
}

function endOf(event: ScheduledEvent): number {
  return event.kind === 'press' ? event.atMs + (event.forMs ?? 0) : event.atMs;
}

/** One for all: it is thrown a hundred times a second, and its stack says nothing. */
const MACHINE_ERROR = new Error('the machine throws');

function throwInMachine(): void {
  throw MACHINE_ERROR;
}
