import { CLOCK_HZ } from './avr-chip.ts';

/** A resistor and a capacitor behind a pin: what an analog input sees of a pin that is pulsed. Levels are shares of 5 V. */
export class RcFilter {
  readonly #cycles: number;
  #level = 0;
  #driven = 0;
  #atCycle = 0;

  constructor({ kilohm, nanofarad }: { readonly kilohm: number; readonly nanofarad: number }) {
    this.#cycles = kilohm * nanofarad * 1e-6 * CLOCK_HZ;
  }

  /** From this cycle on the pin drives that share of the time. */
  drive(share: number, cycle: number): void {
    this.#level = this.levelAt(cycle);
    this.#atCycle = Math.max(this.#atCycle, cycle);
    this.#driven = share;
  }

  levelAt(cycle: number): number {
    const passed = Math.max(0, cycle - this.#atCycle);
    return this.#driven + (this.#level - this.#driven) * Math.exp(-passed / this.#cycles);
  }
}
