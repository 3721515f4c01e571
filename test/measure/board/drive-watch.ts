import type { EmulatedUno } from '../../../sim/emulated-uno/emulated-uno.ts';
import { pinNamed, readPinMap } from '../../../sim/emulated-uno/pin-map.ts';

/** What the drive pins have done since `forget`, by the cycles of their PORT and OCR changes. */
export class DriveWatch {
  /** Since when both drive pins and the brake's have been low without a break; null while one is not. */
  offSince: number | null = null;
  /** The first cycle with an upward duty; null until there is one. */
  upAt: number | null = null;
  /** Cycles at which the duty has changed. */
  readonly changes: { readonly cycle: number; readonly duty: number }[] = [];
  readonly #uno: EmulatedUno;
  readonly #up: ReturnType<typeof pinNamed>;
  readonly #down: ReturnType<typeof pinNamed>;
  readonly #brake: ReturnType<typeof pinNamed>;
  readonly #isPwmDir: boolean;

  constructor(uno: EmulatedUno, bridge: 'pwm-dir' | 'two-pwm') {
    const map = readPinMap();
    this.#uno = uno;
    this.#isPwmDir = bridge === 'pwm-dir';
    this.#up = pinNamed(map, 'DRIVE_UP');
    this.#down = pinNamed(map, 'DRIVE_DOWN');
    this.#brake = pinNamed(map, 'BRAKE');
    for (const pin of [this.#up, this.#down, this.#brake]) uno.listen(pin, (_output, cycle) => this.#look(cycle));
    this.#look(uno.cycle);
  }

  /** As the bridge reads the pins, -1..+1. */
  get duty(): number {
    const up = this.#uno.outputOf(this.#up) ?? 0;
    const down = this.#uno.outputOf(this.#down) ?? 0;
    if (this.#isPwmDir) return down > 0 ? -up : up;
    return up - down;
  }

  get brakeIsReleased(): boolean {
    return (this.#uno.outputOf(this.#brake) ?? 0) > 0;
  }

  forget(): void {
    this.upAt = null;
    this.changes.length = 0;
    this.offSince = null;
    this.#look(this.#uno.cycle);
    this.changes.length = 0;
  }

  #look(cycle: number): void {
    const { duty } = this;
    const isOff = duty === 0 && (this.#uno.outputOf(this.#down) ?? 0) === 0 && !this.brakeIsReleased;
    if (!isOff) this.offSince = null;
    else this.offSince ??= cycle;
    if (duty > 0) this.upAt ??= cycle;
    if (duty !== (this.changes.at(-1)?.duty ?? 0)) this.changes.push({ cycle, duty });
  }
}
