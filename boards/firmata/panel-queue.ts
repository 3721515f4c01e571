import type { Writable } from 'node:stream';

/** Bytes for the panel that may stand between two leases; a lease frame of 17 bytes and these take 5 ms of the line. */
export const MOST_BYTES_PER_CYCLE = 40;
/** Messages that wait; what comes on top is dropped. Setting a panel up takes some 120. */
const MOST_WAITING = 512;

/**
 * Messages to the panel's devices, which travel in what the leases leave of the line. They are let go whole, so that no
 * lease frame ever cuts one in two, and never while the line still holds something.
 */
export class PanelQueue {
  /** Messages that found the queue full, or are too long to stand between two leases. */
  dropped = 0;
  readonly #waiting: Uint8Array[] = [];

  /** Takes whole messages; several may come as one. */
  put(message: Uint8Array): void {
    if (message.length > MOST_BYTES_PER_CYCLE || this.#waiting.length >= MOST_WAITING) this.dropped += 1;
    else this.#waiting.push(message);
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  clear(): void {
    this.#waiting.length = 0;
  }

  /** Called once between two leases. */
  letGo(stream: Writable): void {
    let left = MOST_BYTES_PER_CYCLE;
    for (let next = this.#waiting[0]; next !== undefined && next.length <= left; next = this.#waiting[0]) {
      left -= next.length;
      this.#waiting.shift();
      stream.write(next);
    }
  }
}
