import { SeededRandom } from '../../src/domain/seeded-random.ts';
import type { LinkDisturbance } from '../../src/ports/bench-table.ts';

const BITS = 8;

interface Waiting {
  readonly atMs: number;
  readonly bytes: Uint8Array;
}

/** One direction of a serial cable that can go bad. */
export class DisturbedLine {
  readonly #deliver: (bytes: Uint8Array) => void;
  #disturbance: LinkDisturbance | null = null;
  #random = new SeededRandom(1);
  #waiting: Waiting[] = [];

  constructor(deliver: (bytes: Uint8Array) => void) {
    this.#deliver = deliver;
  }

  set disturbance(next: LinkDisturbance | null) {
    this.#disturbance = next;
    if (next !== null) this.#random = new SeededRandom(next.seed);
  }

  send(bytes: Uint8Array, nowMs: number): void {
    if (bytes.length === 0) return;
    const harm = this.#disturbance;
    if (harm === null && this.#waiting.length === 0) this.#deliver(bytes);
    else if (harm === null) this.#waiting.push({ atMs: nowMs, bytes });
    else if (!harm.cut) this.#waiting.push({ atMs: nowMs + harm.delayMs, bytes: this.#spoil(bytes, harm) });
  }

  /** What is due by now goes out. */
  pass(nowMs: number): void {
    while (this.#waiting[0] !== undefined && this.#waiting[0].atMs <= nowMs) {
      const due = this.#waiting.shift();
      if (due !== undefined && due.bytes.length > 0) this.#deliver(due.bytes);
    }
  }

  #spoil(bytes: Uint8Array, { drop, flip, duplicate }: LinkDisturbance): Uint8Array {
    const out: number[] = [];
    for (const byte of bytes) {
      if (this.#happens(drop)) continue;
      const passed = this.#happens(flip) ? byte ^ (1 << this.#random.integerBelow(BITS)) : byte;
      out.push(passed);
      if (this.#happens(duplicate)) out.push(passed);
    }
    return Uint8Array.from(out);
  }

  #happens(share: number): boolean {
    return share > 0 && this.#random.uniform() < share;
  }
}
