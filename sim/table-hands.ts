import { type Button, CLAMPS_CLOSED, E_STOP_CLOSED, INPUT } from '../src/domain/inputs.ts';
import type { PlantTable } from './plant-table.ts';

/** What a press does at the contacts: the bits it sets and those it clears. */
interface ContactChange {
  readonly sets: number;
  readonly clears: number;
  /** Stays as it is put: a mushroom latches in, a clamp stays closed. */
  readonly latches: boolean;
}

const CONTACTS: Readonly<Record<Button, ContactChange>> = {
  START: { sets: INPUT.START, clears: 0, latches: false },
  RETURN: { sets: INPUT.RETURN_MADE, clears: INPUT.RETURN_BREAK_CLOSED, latches: false },
  UP: { sets: INPUT.UP, clears: 0, latches: false },
  DOWN: { sets: INPUT.DOWN, clears: 0, latches: false },
  SELECT: { sets: INPUT.SELECT, clears: 0, latches: false },
  ESTOP: { sets: 0, clears: E_STOP_CLOSED, latches: true },
  GRIP: { sets: INPUT.GRIP, clears: 0, latches: false },
  CLAMP: { sets: CLAMPS_CLOSED, clears: 0, latches: true },
};

/** Hands on a table on the plant: buttons pressed for a time, or until they are let go. */
export class TableHands {
  readonly #table: PlantTable;
  readonly #pressed = new Set<Button>();

  constructor(table: PlantTable) {
    this.#table = table;
  }

  press(button: Button, forMs: number | null): void {
    const { sets, clears, latches } = CONTACTS[button];
    this.#pressed.add(button);
    const { timers, nowMs } = this.#table;
    if (forMs !== null && !latches) timers.set(button, nowMs + forMs, () => this.release(button));
    else timers.cancel(button);
    this.#change(sets, clears);
  }

  release(button: Button): void {
    const { sets, clears } = CONTACTS[button];
    this.#pressed.delete(button);
    this.#table.timers.cancel(button);
    this.#change(clears, sets);
  }

  isPressed(button: Button): boolean {
    return this.#pressed.has(button);
  }

  #change(sets: number, clears: number): void {
    this.#table.pins.set(sets, true);
    this.#table.pins.set(clears, false);
    this.#table.pinsChanged();
  }
}
