import type { TableState } from '../src/domain/states.ts';
import { HEAD_DOWN_ENDS_DEG } from '../src/domain/units.ts';
import type { Prompt } from '../src/domain/view.ts';
import type { Controller } from '../src/ports/controller.ts';
import type { TestInputs } from '../src/ports/test-inputs.ts';
import { PRESS_MS } from './scheduled-event.ts';

export interface SimulatedRiderOptions {
  readonly buttons: TestInputs;
  readonly hasGrip: boolean;
  /** When the rider begins to get in, on the clock of `act`, ms. */
  readonly startMs: number;
  /** From then on the rider presses nothing and lets go of GRIP; null: never. On the clock of `act`. */
  readonly unresponsiveFromMs?: number | null;
}

const CLOSES_CLAMP_AFTER_MS = 500;
const TAKES_GRIP_AFTER_MS = 1000;
/** How long a person takes to notice a light, think and press. */
const ANSWERS_AFTER_MS = 2000;
/** How often the rider looks at the panel, ms: a prompt cannot come while the head is up in a motion. */
const LOOKS_EVERY_MS = 100;
const LOOKS_HEAD_UP_EVERY_MS = 500;

/** States in which somebody lies on the table and something may be asked. */
const ATTENTIVE: Readonly<Record<TableState, boolean>> = {
  'self-test': true,
  ready: true,
  arming: true,
  moving: true,
  holding: true,
  resting: true,
  paused: true,
  jogging: true,
  'returning-planned': true,
  'returning-emergency': true,
  'returning-blind': true,
  'backing-off': true,
  'laid-flat': false,
  stopped: false,
  locked: false,
};

/** The person on the simulated table: gets in, holds on, and answers what the panel asks. */
export class SimulatedRider {
  unresponsiveFromMs: number | null;
  readonly #buttons: TestInputs;
  readonly #hasGrip: boolean;
  readonly #startMs: number;
  #isIn = false;
  #isGripping = false;
  #nextLookMs: number;
  #answersAtMs: number | null = null;

  constructor(options: SimulatedRiderOptions) {
    this.#buttons = options.buttons;
    this.#hasGrip = options.hasGrip;
    this.#startMs = options.startMs;
    this.#nextLookMs = options.startMs;
    this.unresponsiveFromMs = options.unresponsiveFromMs ?? null;
  }

  /** Cheap enough for every cycle: looks at the view ten times a second at most. */
  act(nowMs: number, controller: Pick<Controller, 'state' | 'view'>, tiltDeg: number): void {
    if (nowMs < this.#nextLookMs) return;
    this.#nextLookMs = nowMs + (tiltDeg < HEAD_DOWN_ENDS_DEG ? LOOKS_EVERY_MS : LOOKS_HEAD_UP_EVERY_MS);
    if (this.unresponsiveFromMs !== null && nowMs >= this.unresponsiveFromMs) {
      this.#letGo();
      return;
    }
    this.#getIn(nowMs);
    if (ATTENTIVE[controller.state]) this.#heed(nowMs, controller.view().prompt);
    else this.#answersAtMs = null;
  }

  #getIn(nowMs: number): void {
    const sinceMs = nowMs - this.#startMs;
    if (!this.#isIn && sinceMs >= CLOSES_CLAMP_AFTER_MS) {
      this.#isIn = true;
      this.#buttons.press('CLAMP', null);
    }
    if (this.#hasGrip && !this.#isGripping && sinceMs >= TAKES_GRIP_AFTER_MS) {
      this.#isGripping = true;
      this.#buttons.press('GRIP', null);
    }
  }

  #heed(nowMs: number, prompt: Prompt | null): void {
    if (prompt?.kind === 'answer') {
      this.#answer(nowMs);
      return;
    }
    this.#answersAtMs = null;
    if (prompt?.kind === 'open-clamp') this.#buttons.release('CLAMP');
    if (prompt?.kind === 'close-clamp') this.#buttons.press('CLAMP', null);
  }

  #answer(nowMs: number): void {
    this.#answersAtMs ??= nowMs + ANSWERS_AFTER_MS;
    if (nowMs < this.#answersAtMs) return;
    this.#answersAtMs = null;
    this.#buttons.press('SELECT', PRESS_MS);
  }

  #letGo(): void {
    if (!this.#isGripping) return;
    this.#isGripping = false;
    this.#buttons.release('GRIP');
  }
}
