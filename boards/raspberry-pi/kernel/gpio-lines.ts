import { closeSync, readSync } from 'node:fs';
import koffi from 'koffi';
import { EVENT_AT, GPIO_IOCTL, LINE_EVENT_BYTES, LINE_VALUES_BYTES, RISING_EDGE } from './gpio-abi.ts';
import { ioctl } from './libc.ts';

/** An edge as the kernel saw it. */
export interface LineEdge {
  /** Index of the line in its request. */
  readonly line: number;
  readonly rising: boolean;
  /** The kernel's monotonic clock, which is also Node's `process.hrtime`, ns. */
  readonly timestampNs: bigint;
}

const EVENTS_AT_ONCE = 64;

/**
 * Lines of one request. The kernel numbers the edges of a request; a number that is missing is an edge that was lost, and
 * then `onLost` is called so that the lines are read again. Values are bits by the order of the request.
 */
export class GpioLines {
  /** Edges that the kernel had no room for. */
  lost = 0;
  readonly #fd: number;
  readonly #lines: readonly number[];
  readonly #values = Buffer.alloc(LINE_VALUES_BYTES);
  readonly #events = Buffer.alloc(LINE_EVENT_BYTES * EVENTS_AT_ONCE);
  readonly #all: bigint;
  #poll: { close(): void } | null = null;
  #nextSequence = 1;
  #isOpen = true;

  constructor(fd: number, lines: readonly number[]) {
    this.#fd = fd;
    this.#lines = lines;
    this.#all = (1n << BigInt(lines.length)) - 1n;
  }

  /** As the lines stand now; null where the chip is gone. */
  values(): number | null {
    if (!this.#isOpen) return null;
    this.#values.writeBigUInt64LE(0n, 0);
    this.#values.writeBigUInt64LE(this.#all, 8);
    return ioctl(this.#fd, GPIO_IOCTL.getValues, this.#values).ok ? this.#values.readUInt32LE(0) : null;
  }

  /** Sets the lines of `mask`. False where the chip is gone. */
  set(bits: number, mask: number): boolean {
    if (!this.#isOpen) return false;
    this.#values.writeBigUInt64LE(BigInt(bits), 0);
    this.#values.writeBigUInt64LE(BigInt(mask), 8);
    return ioctl(this.#fd, GPIO_IOCTL.setValues, this.#values).ok;
  }

  /** Calls `onEdge` for each edge, in a turn of the event loop of its own, and `onLost` where some are missing. */
  watch(onEdge: (edge: LineEdge) => void, onLost: () => void): void {
    this.#poll = koffi.node.poll(this.#fd, { readable: true }, () => this.#drain(onEdge, onLost));
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#poll?.close();
    closeSync(this.#fd);
  }

  #drain(onEdge: (edge: LineEdge) => void, onLost: () => void): void {
    if (!this.#isOpen) return;
    let bytes = 0;
    try {
      bytes = readSync(this.#fd, this.#events, 0, this.#events.length, null);
    } catch {
      // The chip is gone: nothing more will come, and `values` says so to whoever asks.
      this.#poll?.close();
      this.#poll = null;
      onLost();
      return;
    }
    for (let at = 0; at + LINE_EVENT_BYTES <= bytes; at += LINE_EVENT_BYTES) this.#take(at, onEdge, onLost);
  }

  #take(at: number, onEdge: (edge: LineEdge) => void, onLost: () => void): void {
    const events = this.#events;
    const sequence = events.readUInt32LE(at + EVENT_AT.sequence);
    const missing = (sequence - this.#nextSequence) >>> 0;
    this.#nextSequence = (sequence + 1) >>> 0;
    if (missing > 0) {
      this.lost += missing;
      onLost();
    }
    const line = this.#lines.indexOf(events.readUInt32LE(at + EVENT_AT.offset));
    const rising = events.readUInt32LE(at + EVENT_AT.id) === RISING_EDGE;
    onEdge({ line, rising, timestampNs: events.readBigUInt64LE(at + EVENT_AT.timestampNs) });
  }
}
