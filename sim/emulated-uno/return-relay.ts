import { CYCLES_PER_MS } from './avr-chip.ts';

/** A charge pump of 100 nF into 1 Mohm: without another edge for this long the relay drops. */
export const HELD_BY_EDGE_MS = 100;

/** The relay that only a living board holds: each edge of its pin holds it for a while, whatever the level. */
export class ReturnRelay {
  #heldUntilCycle = 0;

  edge(cycle: number): void {
    this.#heldUntilCycle = cycle + HELD_BY_EDGE_MS * CYCLES_PER_MS;
  }

  isHeld(cycle: number): boolean {
    return cycle < this.#heldUntilCycle;
  }
}
