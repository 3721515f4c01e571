import { INPUT } from '../domain/inputs.ts';

/** A press shorter than this is contact bounce. The stop edges, E-STOP and RETURN, are never debounced. */
const DEBOUNCE_MS = 20;

const DEBOUNCED = INPUT.START | INPUT.UP | INPUT.DOWN | INPUT.SELECT | INPUT.GRIP;

/**
 * Debounced levels of the buttons, and what changed in the latest tick, as bits of `INPUT`. Both edges of a button
 * count only after its level has stood for 20 ms; until then the last level holds.
 */
export class ButtonEdges {
  levels = 0;
  pressed = 0;
  released = 0;
  returnEdge = false;
  #raw = 0;
  #steadySinceMs = 0;
  #made = false;
  #broken = false;
  #started = false;

  /** Starts from the levels of the first frame: a button held at power-on is not a press. */
  update(inputs: number, nowMs: number): void {
    const raw = inputs & DEBOUNCED;
    const made = (inputs & INPUT.RETURN_MADE) !== 0;
    const broken = (inputs & INPUT.RETURN_BREAK_CLOSED) === 0;
    if (!this.#started) {
      this.#started = true;
      this.#raw = raw;
      this.levels = raw;
      this.#steadySinceMs = nowMs;
      this.#made = made;
      this.#broken = broken;
    }
    // Either contact alone is a press: with one of them stuck, RETURN still works.
    this.returnEdge = (made && !this.#made) || (broken && !this.#broken);
    this.#made = made;
    this.#broken = broken;
    if (raw !== this.#raw) {
      this.#raw = raw;
      this.#steadySinceMs = nowMs;
    }
    const settled = raw !== this.levels && nowMs - this.#steadySinceMs >= DEBOUNCE_MS;
    this.pressed = settled ? raw & ~this.levels : 0;
    this.released = settled ? this.levels & ~raw : 0;
    if (settled) this.levels = raw;
  }
}
