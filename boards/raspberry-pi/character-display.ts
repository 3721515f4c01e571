import type { TextOutput } from '../../src/ports/panel-output.ts';
import type { KernelResult } from './kernel/libc.ts';

/** How the usual backpacks wire a PCF8574 to an HD44780; the upper four pins are the data. */
const PIN = { text: 0x01, enable: 0x04, light: 0x08 } as const;
/** Of the HD44780's data sheet: four bits, two lines of controller; display off, clear, to the right, display on. */
const FOUR_BITS = [0x3, 0x3, 0x3, 0x2] as const;
const SET_UP = [0x28, 0x08, 0x01, 0x06, 0x0c] as const;
const SET_CURSOR = 0x80;
/** Where a row begins in the controller's memory; the third and fourth go on where the first and second end. */
const ROW_STARTS = [0x00, 0x40, 0x14, 0x54] as const;
/** The longest that an order takes, clearing, and the time after power that comes before the first; ms. */
const ORDER_MS = 5;
const POWER_UP_MS = 50;
/** One message takes 3 ms of a bus of 100 kHz, and between two of them the sensors are asked. */
const MOST_CHARACTERS = 6;
const BETWEEN_MESSAGES_MS = 10;

/** The part of a chip on the bus that is used here. */
export interface ByteSink {
  /** Up to 33 bytes in one message. */
  send(bytes: readonly number[]): Promise<KernelResult>;
  close(): Promise<void>;
}

export interface DisplayOptions {
  readonly rows: number;
  readonly columns: number;
  readonly pause: (ms: number) => Promise<void>;
}

/** A display of some lines on the I2C bus. It is drawn in the bus's own time, a few characters at once; no cycle waits for it. */
export class CharacterDisplay implements TextOutput {
  /** Why it is dark; null while it is not. */
  failure: string | null = null;
  readonly #sink: ByteSink;
  readonly #options: DisplayOptions;
  readonly #shown: string[];
  #wanted: readonly string[] = [];
  #isSetUp = false;
  #isClosed = false;
  #drawing: Promise<void> | null = null;

  constructor(sink: ByteSink, options: DisplayOptions) {
    this.#sink = sink;
    this.#options = options;
    this.#shown = Array.from({ length: options.rows }, () => ' '.repeat(options.columns));
  }

  /** The newest text wins: what was not drawn yet never is. */
  lines(lines: readonly string[]): void {
    const { rows, columns } = this.#options;
    this.#wanted = lines.slice(0, rows).map((line) => line.slice(0, columns).padEnd(columns));
    if (this.failure !== null || this.#isClosed) return;
    this.#drawing ??= this.#draw().finally(() => {
      this.#drawing = null;
    });
  }

  /** Once nothing is left to draw. */
  async drawn(): Promise<void> {
    while (this.#drawing !== null) await this.#drawing;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#drawing;
    await this.#sink.close();
  }

  async #draw(): Promise<void> {
    if (!this.#isSetUp) await this.#setUp();
    for (let next = this.#next(); next !== null && this.failure === null && !this.#isClosed; next = this.#next()) {
      await this.#send([
        ...orderBytes(SET_CURSOR | ((ROW_STARTS[next.row] ?? 0) + next.from)),
        ...textBytes(next.text),
      ]);
      await this.#options.pause(BETWEEN_MESSAGES_MS);
    }
  }

  /** The next few characters that differ. */
  #next(): { readonly row: number; readonly from: number; readonly text: string } | null {
    for (const [row, wanted] of this.#wanted.entries()) {
      const shown = this.#shown[row] ?? '';
      const from = [...wanted].findIndex((letter, at) => letter !== shown[at]);
      if (from < 0) continue;
      const text = wanted.slice(from, from + MOST_CHARACTERS);
      this.#shown[row] = shown.slice(0, from) + text + shown.slice(from + text.length);
      return { row, from, text };
    }
    return null;
  }

  async #setUp(): Promise<void> {
    const { pause } = this.#options;
    await pause(POWER_UP_MS);
    for (const half of FOUR_BITS) {
      await this.#send(halfBytes(half, 0));
      await pause(ORDER_MS);
    }
    for (const order of SET_UP) {
      await this.#send(orderBytes(order));
      await pause(ORDER_MS);
    }
    this.#isSetUp = true;
  }

  async #send(bytes: readonly number[]): Promise<void> {
    if (this.failure !== null) return;
    const sent = await this.#sink.send(bytes);
    if (!sent.ok) this.failure = sent.errno;
  }
}

/** The register select stands before the enable pin rises; the data is taken over when it falls. */
function halfBytes(half: number, select: number): number[] {
  const pins = (half << 4) | select | PIN.light;
  return [pins | PIN.enable, pins];
}

function orderBytes(order: number): number[] {
  return [PIN.light, ...halfBytes(order >> 4, 0), ...halfBytes(order & 0xf, 0)];
}

function textBytes(text: string): number[] {
  const letters = [...Buffer.from(text, 'latin1')];
  return [
    PIN.text | PIN.light,
    ...letters.flatMap((code) => [code >> 4, code & 0xf].flatMap((half) => halfBytes(half, PIN.text))),
  ];
}
