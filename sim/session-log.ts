import type { Cause, HazardId } from '../src/domain/faults.ts';
import type { BoardMode } from '../src/domain/frames.ts';
import type { Button } from '../src/domain/inputs.ts';
import type { TableState } from '../src/domain/states.ts';
import type { Controller } from '../src/ports/controller.ts';
import type { ScheduledEvent } from './scheduled-event.ts';

/** One thing that happened in a simulated session: what was done to the table, and what became of it. ms after START. */
export type SessionEvent = { readonly atMs: number } & (
  | { readonly kind: 'press' | 'release'; readonly button: Button }
  | { readonly kind: 'fault' | 'clear'; readonly fault: string }
  /** The controller has latched a fault. */
  | { readonly kind: 'noticed'; readonly id: HazardId }
  | { readonly kind: 'state'; readonly state: TableState; readonly cause: Cause | null }
  /** The board acts by itself, or has ceased to. */
  | { readonly kind: 'board'; readonly mode: BoardMode }
  /** The table has come to rest upright. */
  | { readonly kind: 'upright' }
);

/** A session that chatters between two states must not fill the memory. */
const MOST_EVENTS = 1000;
/** Faults that change no state are looked for this often, ms; when they came is theirs to say. */
const ASKS_EVERY_MS = 1000;

/** What is looked at after each cycle. */
export interface Moment {
  /** Of the cycle, ms after START. */
  readonly tMs: number;
  /** Null: the host is gone, and what it says is nothing that the table does. */
  readonly controller: Controller | null;
  readonly board: BoardMode;
  /** Standing upright; a tremble there is no leaving. */
  readonly isUpright: boolean;
  readonly isAway: boolean;
}

/** Everything that happened in a session, in the order of time. */
export class SessionLog {
  readonly #startedAtMs: number;
  readonly #events: SessionEvent[] = [];
  readonly #noticed = new Set<HazardId>();
  #state: TableState | null = null;
  #board: BoardMode = 'leased';
  #isUpright = true;
  #nextAskMs = 0;

  /** `startedAtMs`: START on the table's clock, by which the controller dates its faults. */
  constructor(startedAtMs: number) {
    this.#startedAtMs = startedAtMs;
  }

  get events(): readonly SessionEvent[] {
    // The sort is stable: what was written first stays first within one instant.
    return [...this.#events].sort((one, other) => one.atMs - other.atMs);
  }

  played(event: ScheduledEvent): void {
    const { atMs } = event;
    const isFault = event.kind === 'fault' || event.kind === 'clear';
    this.#add(
      isFault ? { atMs, kind: event.kind, fault: event.fault } : { atMs, kind: event.kind, button: event.button },
    );
  }

  observe({ tMs, controller, board, isUpright, isAway }: Moment): void {
    if (controller !== null && (controller.state !== this.#state || tMs >= this.#nextAskMs)) this.#ask(tMs, controller);
    if (board !== this.#board) {
      this.#board = board;
      this.#add({ atMs: tMs, kind: 'board', mode: board });
    }
    if (isAway) this.#isUpright = false;
    if (!isUpright || this.#isUpright) return;
    this.#isUpright = true;
    this.#add({ atMs: tMs, kind: 'upright' });
  }

  #ask(tMs: number, controller: Controller): void {
    this.#nextAskMs = tMs + ASKS_EVERY_MS;
    const { faults, state, cause } = controller.view();
    for (const { id, atMs } of faults) {
      if (this.#noticed.has(id)) continue;
      this.#noticed.add(id);
      this.#add({ atMs: Math.max(0, atMs - this.#startedAtMs), kind: 'noticed', id });
    }
    if (state === this.#state) return;
    this.#state = state;
    this.#add({ atMs: tMs, kind: 'state', state, cause });
  }

  #add(event: SessionEvent): void {
    if (this.#events.length < MOST_EVENTS) this.#events.push(event);
  }
}
