import type { I2cDevice } from './i2c-bus.ts';

/** Register addresses of bank 0, in which A and B take turns; data sheet DS20001952, table 3-3. */
const IODIRA = 0x00;
const IPOLA = 0x02;
const GPPUA = 0x0c;
const GPIOA = 0x12;
const OLATA = 0x14;
const REGISTERS = 0x16;
const ALL = 0xff;

export type ExpanderPin = `GP${'A' | 'B'}${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7}`;

/** The port expander: sixteen pins, read and written through its registers in bank 0, sequentially. */
export class Mcp23017 implements I2cDevice {
  readonly #registers = new Uint8Array(REGISTERS);
  /** Held from outside, and how; ports A and B. */
  readonly #heldMask: [number, number] = [0, 0];
  readonly #heldHigh: [number, number] = [0, 0];
  #at = 0;
  #isFirstByte = true;

  constructor() {
    this.powerOn();
  }

  /** Registers as after its own power-on. */
  powerOn(): void {
    this.#registers.fill(0);
    this.#registers[IODIRA] = ALL;
    this.#registers[IODIRA + 1] = ALL;
  }

  /** Null leaves the pin open. */
  hold(pin: ExpanderPin, level: boolean | null): void {
    const { port, mask } = placeOf(pin);
    this.#heldMask[port] = level === null ? this.#heldMask[port] & ~mask : this.#heldMask[port] | mask;
    this.#heldHigh[port] = level === true ? this.#heldHigh[port] | mask : this.#heldHigh[port] & ~mask;
  }

  /** What the pin drives; null: it is an input. */
  outputOf(pin: ExpanderPin): boolean | null {
    const { port, mask } = placeOf(pin);
    if ((this.#register(IODIRA + port) & mask) !== 0) return null;
    return (this.#register(OLATA + port) & mask) !== 0;
  }

  begin(): void {
    this.#isFirstByte = true;
  }

  write(byte: number): boolean {
    if (this.#isFirstByte) {
      this.#isFirstByte = false;
      this.#at = byte % REGISTERS;
      return true;
    }
    // A write to GPIO goes to the latches behind it.
    const at = this.#at === GPIOA || this.#at === GPIOA + 1 ? this.#at + OLATA - GPIOA : this.#at;
    this.#registers[at] = byte;
    this.#next();
    return true;
  }

  read(): number {
    const at = this.#at;
    this.#next();
    return at === GPIOA || at === GPIOA + 1 ? this.#levels(at === GPIOA ? 0 : 1) : this.#register(at);
  }

  end(): void {}

  #next(): void {
    this.#at = (this.#at + 1) % REGISTERS;
  }

  #register(at: number): number {
    return this.#registers[at] ?? 0;
  }

  /** An input that is open and has no pull-up reads low here. */
  #levels(port: 0 | 1): number {
    const inputs = this.#register(IODIRA + port);
    const held = this.#heldMask[port];
    const levels = (this.#heldHigh[port] & held) | (this.#register(GPPUA + port) & ~held);
    return (((levels ^ this.#register(IPOLA + port)) & inputs) | (this.#register(OLATA + port) & ~inputs)) & ALL;
  }
}

function placeOf(pin: ExpanderPin): { port: 0 | 1; mask: number } {
  return { port: pin[2] === 'A' ? 0 : 1, mask: 1 << Number(pin[3]) };
}
