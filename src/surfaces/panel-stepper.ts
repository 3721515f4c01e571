import { isSounding, lampOf } from '../domain/panel-signal.ts';
import type { Lamp } from '../domain/signal-patterns.ts';
import type { Lights } from '../domain/view.ts';
import type { PanelOutput } from '../ports/panel-output.ts';

/**
 * Plays the table's lights and tones on a panel's wires, at the pace of the cycle. It tells the panel of edges only, and
 * a tick without one allocates nothing.
 */
export class PanelStepper {
  readonly #output: PanelOutput;
  #lamp: Lamp | null = null;
  #sounding: boolean | null = null;

  constructor(output: PanelOutput) {
    this.#output = output;
  }

  /** `nowMs` on the table's clock, as `lights` counts. */
  step(lights: Lights, nowMs: number): void {
    this.#put(lampOf(lights, nowMs), isSounding(lights, nowMs));
  }

  /** Nobody steps any more: dark and silent. What must go on sounding is the board's, by its last command. */
  close(): void {
    this.#put('off', false);
  }

  #put(lamp: Lamp, sounding: boolean): void {
    if (lamp !== this.#lamp) {
      this.#lamp = lamp;
      this.#output.light(lamp);
    }
    if (sounding === this.#sounding) return;
    this.#sounding = sounding;
    this.#output.buzzer(sounding);
  }
}
