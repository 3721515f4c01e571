import { CTRL_C, EMERGENCY } from './control-bytes.ts';
import { MAX_QUEUED_LINES } from './line-queue.ts';
import { type LineReader, MAX_LINE_BYTES } from './line-reader.ts';

/** As many bytes as can become lines that wait. More between two polls is a flood, and reading it would cost the cycle. */
export const MAX_BYTES_A_POLL = MAX_QUEUED_LINES * MAX_LINE_BYTES;

/** Stands for the bytes that were not read: it spoils the line that they may have been part of. */
const SPOILED = Uint8Array.of(0);

/**
 * Between the wire and the line reader: however much comes, the emergency byte in it acts within the same call, and the
 * rest costs no more than its bound.
 */
export class ConsoleInput {
  readonly #reader: LineReader;
  readonly #onEmergency: () => void;
  #bytes = 0;
  #dropped = 0;

  constructor(reader: LineReader, onEmergency: () => void) {
    this.#reader = reader;
    this.#onEmergency = onEmergency;
  }

  receive(bytes: Uint8Array): void {
    if (bytes.includes(EMERGENCY) || bytes.includes(CTRL_C)) this.#onEmergency();
    const room = Math.max(MAX_BYTES_A_POLL - this.#bytes, 0);
    this.#bytes += bytes.length;
    if (bytes.length <= room) {
      this.#reader.feed(bytes);
      return;
    }
    this.#dropped += bytes.length - room;
    this.#reader.feed(bytes.subarray(0, room));
    this.#reader.feed(SPOILED);
  }

  nextPoll(): void {
    this.#bytes = 0;
  }

  takeDropped(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }
}
