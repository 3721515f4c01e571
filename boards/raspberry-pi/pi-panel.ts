import type { Lamp } from '../../src/domain/signal-patterns.ts';
import type { PanelOutput } from '../../src/ports/panel-output.ts';
import type { CharacterDisplay } from './character-display.ts';
import type { GpioLines } from './kernel/gpio-lines.ts';

/** Names in pins.json, in the order of their bits. */
export const PANEL_PINS = ['LIGHT_GREEN', 'LIGHT_YELLOW', 'LIGHT_RED', 'BUZZER'] as const;

const LAMP_BIT: Readonly<Record<Lamp, number>> = { off: 0, green: 1 << 0, yellow: 1 << 1, red: 1 << 2 };
const ALL_LAMPS = LAMP_BIT.green | LAMP_BIT.yellow | LAMP_BIT.red;
const BUZZER_BIT = 1 << 3;

/** Three lamps and a buzzer at the pins, and a display on the bus where one answers. A chip that is gone leaves them as they were. */
export class PiPanel implements PanelOutput {
  /** Null where none answered at the start: a table goes without. */
  readonly display: CharacterDisplay | null;
  readonly #lines: GpioLines;

  constructor(lines: GpioLines, display: CharacterDisplay | null) {
    this.#lines = lines;
    this.display = display;
  }

  light(lamp: Lamp): void {
    this.#lines.set(LAMP_BIT[lamp], ALL_LAMPS);
  }

  buzzer(sounding: boolean): void {
    this.#lines.set(sounding ? BUZZER_BIT : 0, BUZZER_BIT);
  }

  async close(): Promise<void> {
    this.light('off');
    this.buzzer(false);
    this.#lines.close();
    await this.display?.close();
  }
}
