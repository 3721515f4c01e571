import type { Lamp } from '../../src/domain/signal-patterns.ts';
import type { PanelOutput } from '../../src/ports/panel-output.ts';
import type { GpioLines } from './kernel/gpio-lines.ts';

/** Names in pins.json, in the order of their bits. */
export const PANEL_PINS = ['LIGHT_GREEN', 'LIGHT_YELLOW', 'LIGHT_RED', 'BUZZER'] as const;

const LAMP_BIT: Readonly<Record<Lamp, number>> = { off: 0, green: 1 << 0, yellow: 1 << 1, red: 1 << 2 };
const ALL_LAMPS = LAMP_BIT.green | LAMP_BIT.yellow | LAMP_BIT.red;
const BUZZER_BIT = 1 << 3;

/** Three lamps and a buzzer at the pins. A chip that is gone leaves them as they were. */
export class PiPanel implements PanelOutput {
  readonly #lines: GpioLines;

  constructor(lines: GpioLines) {
    this.#lines = lines;
  }

  light(lamp: Lamp): void {
    this.#lines.set(LAMP_BIT[lamp], ALL_LAMPS);
  }

  buzzer(sounding: boolean): void {
    this.#lines.set(sounding ? BUZZER_BIT : 0, BUZZER_BIT);
  }

  close(): void {
    this.light('off');
    this.buzzer(false);
    this.#lines.close();
  }
}
