import { dataBytesOf, END_SYSEX, START_SYSEX } from './firmata-protocol.ts';

/** Who hears what a board says. Nothing of it may be kept: the reader writes over it. */
export interface FirmataListener {
  sysex(number: number, payload: Uint8Array): void;
  message(status: number, first: number, second: number): void;
  /** Something was lost: a sysex of this number, or, where it is null, nobody knows what. */
  damaged(number: number | null): void;
}

/** The longest that is believed. A capability report of a Mega has about 1,000 bytes. */
const MOST_SYSEX_BYTES = 2048;
const NOWHERE = -1;

/**
 * Cuts a stream of bytes into Firmata messages, whatever has happened to the bytes: each status byte begins anew, what
 * stood open before it is reported as damaged, and nothing longer than its bound is kept.
 */
export class FirmataReader {
  readonly #listener: FirmataListener;
  readonly #sysex = new Uint8Array(MOST_SYSEX_BYTES);
  /** One view for each length that has been seen, so that a frame every 10 ms costs none. */
  readonly #views: (Uint8Array | undefined)[] = [];
  /** Bytes of the sysex so far, its number included; `NOWHERE` outside of one. */
  #length = NOWHERE;
  #status = 0;
  #missing = 0;
  #first = 0;
  #inStrayBytes = false;

  constructor(listener: FirmataListener) {
    this.#listener = listener;
  }

  read(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte < 0x80) this.#data(byte);
      else this.#begin(byte);
    }
  }

  /** Forgets what is half read: the port was opened anew. */
  reset(): void {
    this.#length = NOWHERE;
    this.#missing = 0;
    this.#inStrayBytes = false;
  }

  #data(byte: number): void {
    if (this.#length !== NOWHERE) {
      this.#sysex[Math.min(this.#length, MOST_SYSEX_BYTES - 1)] = byte;
      this.#length += 1;
      return;
    }
    if (this.#missing === 0) {
      if (!this.#inStrayBytes) this.#listener.damaged(null);
      this.#inStrayBytes = true;
      return;
    }
    this.#missing -= 1;
    if (this.#missing > 0) this.#first = byte;
    else if (dataBytesOf(this.#status) === 1) this.#listener.message(this.#status, byte, 0);
    else this.#listener.message(this.#status, this.#first, byte);
  }

  #begin(status: number): void {
    if (status === END_SYSEX && this.#length !== NOWHERE) this.#end();
    else if (this.#length !== NOWHERE) this.#listener.damaged(this.#length > 0 ? (this.#sysex[0] ?? null) : null);
    else if (this.#missing > 0) this.#listener.damaged(null);
    this.#inStrayBytes = false;
    this.#status = status;
    this.#missing = dataBytesOf(status);
    this.#length = status === START_SYSEX ? 0 : NOWHERE;
  }

  #end(): void {
    const length = this.#length;
    if (length === 0) return;
    const number = this.#sysex[0] ?? 0;
    if (length > MOST_SYSEX_BYTES) this.#listener.damaged(number);
    else this.#listener.sysex(number, this.#payload(length));
  }

  #payload(length: number): Uint8Array {
    const view = this.#views[length] ?? this.#sysex.subarray(1, length);
    this.#views[length] = view;
    return view;
  }
}
