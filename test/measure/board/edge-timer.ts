import type { ClockEvent } from '../../../sim/emulated-uno/clock-events.ts';
import type { EmulatedUno } from '../../../sim/emulated-uno/emulated-uno.ts';

/** Lets something happen at the board's pins at any cycle, while its time passes in longer stretches. */
export class EdgeTimer {
  readonly #uno: EmulatedUno;
  readonly #event: ClockEvent;
  #act: (cycle: number) => void = () => undefined;

  constructor(uno: EmulatedUno) {
    this.#uno = uno;
    this.#event = uno.chip.events.create(() => this.#act(uno.cycle), true);
  }

  /** `act` is given the cycle in which it happens: the first between two instructions from `cycle` on. One at a time. */
  at(cycle: number, act: (cycle: number) => void): void {
    this.#act = act;
    this.#event.set(Math.max(cycle, this.#uno.cycle + 1));
  }
}
