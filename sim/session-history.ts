import type { Cause, HazardId } from '../src/domain/faults.ts';
import type { TableState } from '../src/domain/states.ts';
import type { TableView } from '../src/domain/view.ts';
import type { Controller } from '../src/ports/controller.ts';
import type { SessionOutcome } from './session-result.ts';

/** How often the controller is asked for its faults while its state stays the same, ms: latched ones do not go away. */
const ASKS_EVERY_MS = 1000;

const EARLY: ReadonlySet<TableState> = new Set([
  'returning-emergency',
  'returning-blind',
  'backing-off',
  'laid-flat',
  'stopped',
]);

/** Faults that silence the host, so that nobody but the board is left to say why. */
const SILENCING: ReadonlySet<HazardId> = new Set<HazardId>(['H-26', 'H-27', 'H-29']);

export interface SessionJudgement {
  readonly outcome: SessionOutcome;
  readonly cause: Cause | null;
  readonly faults: readonly HazardId[];
}

/** What the controller says of a session while it goes on: its states, the first cause, every fault that latched. */
export class SessionHistory {
  #controller: Controller;
  readonly #hostIsGone: () => boolean;
  readonly #faults = new Set<HazardId>();
  #state: TableState;
  #nextAskMs = 0;
  #cause: Cause | null = null;
  #refusedFor: HazardId | null = null;
  #hasBegun = false;
  #endedEarly = false;

  constructor(controller: Controller, hostIsGone: () => boolean) {
    this.#controller = controller;
    this.#hostIsGone = hostIsGone;
    this.#state = controller.state;
  }

  /** The process has started anew, with another controller. */
  follow(controller: Controller): void {
    this.#controller = controller;
  }

  /** After each cycle, at `tMs` since START. */
  observe(tMs: number): void {
    const { state } = this.#controller;
    if (state === this.#state && tMs < this.#nextAskMs) return;
    this.#nextAskMs = tMs + ASKS_EVERY_MS;
    this.#state = state;
    if (this.#hostIsGone()) return;
    this.#hasBegun ||= state === 'arming';
    this.#endedEarly ||= EARLY.has(state) && this.#hasBegun;
    this.#note(this.#controller.view());
  }

  /** A fault has been put in. One that silences the host is its own cause: the host cannot name it. */
  noteInjected(id: HazardId, tMs: number): void {
    if (!SILENCING.has(id)) return;
    this.observe(tMs);
    this.#faults.add(id);
    if (!this.#hasBegun) return;
    this.#cause ??= id;
    this.#endedEarly = true;
  }

  /** Asks once more at the end. */
  close(): void {
    if (!this.#hostIsGone()) this.#note(this.#controller.view());
  }

  judge(isUpright: boolean): SessionJudgement {
    const outcome = this.#outcomeOf(isUpright);
    const faults = [...this.#faults].sort();
    const cause = outcome === 'refused' ? (this.#refusedFor ?? this.#cause) : this.#cause;
    return { outcome, cause, faults };
  }

  #outcomeOf(isUpright: boolean): SessionOutcome {
    if (!this.#hasBegun) return 'refused';
    if (this.#state === 'laid-flat' && !this.#hostIsGone()) return 'returned';
    if (!isUpright || (this.#state === 'stopped' && !this.#hostIsGone())) return 'stopped';
    return this.#endedEarly ? 'returned' : 'completed';
  }

  #note(view: TableView): void {
    for (const fault of view.faults) this.#faults.add(fault.id);
    if (!this.#hasBegun) this.#refusedFor ??= firstHazard(view);
    this.#cause ??= view.cause;
  }
}

function firstHazard(view: TableView): HazardId | null {
  for (const { id } of view.refusals) if (isHazard(id)) return id;
  return null;
}

function isHazard(id: string): id is HazardId {
  return /^H-\d+$/.test(id);
}
