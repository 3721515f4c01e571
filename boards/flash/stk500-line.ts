import type { Duplex } from 'node:stream';

/**
 * STK500 version 1 as Optiboot speaks it: a command, 0x20, and an answer between 0x14 and 0x10. Source: Atmel AVR061.
 */
export const STK = {
  getSync: 0x30,
  setDevice: 0x42,
  enterProgramming: 0x50,
  leaveProgramming: 0x51,
  loadAddress: 0x55,
  programPage: 0x64,
  readPage: 0x74,
  readSignature: 0x75,
} as const;
export const FLASH_MEMORY = 0x46;
const END_OF_COMMAND = 0x20;
const IN_SYNC = 0x14;
const OK = 0x10;
const LOOK_EVERY_MS = 1;
/** More than the longest answer; a line that chatters is not kept. */
const MOST_KEPT_BYTES = 512;

export type StkAnswer =
  | { readonly ok: true; readonly data: Uint8Array }
  | { readonly ok: false; readonly because: 'gone' | 'silent' | 'out-of-sync' };

/** One command after the other over an open line. Never throws. */
export class Stk500Line {
  readonly #stream: Duplex;
  readonly #pause: (ms: number) => Promise<void>;
  #heard: number[] = [];
  #isGone = false;

  constructor(stream: Duplex, pause: (ms: number) => Promise<void>) {
    this.#stream = stream;
    this.#pause = pause;
    stream.on('data', this.#hear);
    stream.on('error', this.#lose);
    stream.once('close', this.#lose);
  }

  async ask(command: readonly number[], dataBytes: number, withinMs: number): Promise<StkAnswer> {
    this.#heard = [];
    if (this.#isGone || this.#stream.destroyed) return { ok: false, because: 'gone' };
    this.#stream.write(Buffer.from([...command, END_OF_COMMAND]));
    const expected = dataBytes + 2;
    for (let passedMs = 0; passedMs < withinMs && this.#heard.length < expected; passedMs += LOOK_EVERY_MS) {
      if (this.#isGone) return { ok: false, because: 'gone' };
      await this.#pause(LOOK_EVERY_MS);
    }
    if (this.#heard.length < expected) return { ok: false, because: this.#isGone ? 'gone' : 'silent' };
    if (this.#heard[0] !== IN_SYNC || this.#heard[expected - 1] !== OK) return { ok: false, because: 'out-of-sync' };
    return { ok: true, data: Uint8Array.from(this.#heard.slice(1, expected - 1)) };
  }

  close(): void {
    this.#stream.off('data', this.#hear);
    this.#stream.off('close', this.#lose);
  }

  readonly #hear = (bytes: Uint8Array): void => {
    for (const byte of bytes.subarray(0, MOST_KEPT_BYTES - this.#heard.length)) this.#heard.push(byte);
  };

  readonly #lose = (): void => {
    this.#isGone = true;
  };
}
