import type { Duplex } from 'node:stream';
import { SYSEX } from '../../src/domain/lease-frames.ts';
import { type FirmataListener, FirmataReader } from './firmata-reader.ts';
import { type CommandValues, LeaseWriter } from './lease-writer.ts';
import { PanelQueue } from './panel-queue.ts';

/** Others who listen to a link at the same time: the panel, and whoever waits for an answer. */
const MOST_LISTENERS = 4;

/**
 * One opening of the line to a board: what arrives, cut into messages, and the three ways out: leases first, the panel
 * in what they leave, and single messages while nobody is leased. A line that fails is over; it never throws.
 */
export class BoardLink {
  readonly panel = new PanelQueue();
  readonly #stream: Duplex;
  readonly #reader: FirmataReader;
  readonly #writer: LeaseWriter;
  readonly #listeners: FirmataListener[] = [];
  #isOpen = true;
  #onClosed: () => void = () => undefined;

  constructor(stream: Duplex) {
    this.#stream = stream;
    this.#writer = new LeaseWriter(stream);
    this.#reader = new FirmataReader({
      sysex: (number, payload) => {
        for (const listener of this.#listeners) listener.sysex(number, payload);
      },
      message: (status, first, second) => {
        for (const listener of this.#listeners) listener.message(status, first, second);
      },
      damaged: (number) => {
        for (const listener of this.#listeners) listener.damaged(number);
      },
    });
    stream.on('data', this.#hear);
    stream.once('close', this.#over);
    stream.once('end', this.#over);
    // Without a listener an error of the port would end the process; `close` follows where the line is gone.
    stream.on('error', this.#over);
  }

  get stream(): Duplex {
    return this.#stream;
  }

  get isOpen(): boolean {
    return this.#isOpen && !this.#stream.destroyed;
  }

  get droppedFrames(): number {
    return this.#writer.dropped;
  }

  /** Whoever owns the link hears once when the line is gone. */
  set onClosed(listener: () => void) {
    this.#onClosed = listener;
  }

  /** Returns how to stop listening. Beyond the bound, the oldest listener but the first gives way. */
  listen(listener: FirmataListener): () => void {
    if (this.#listeners.length >= MOST_LISTENERS) this.#listeners.splice(1, 1);
    this.#listeners.push(listener);
    return () => {
      const at = this.#listeners.indexOf(listener);
      if (at >= 0) this.#listeners.splice(at, 1);
    };
  }

  /** One lease, and after it what the panel may send. False where the line had not taken what went before. */
  sendLease(values: Readonly<CommandValues>): boolean {
    if (!this.isOpen || !this.#writer.send(values)) return false;
    this.panel.letGo(this.#stream);
    return true;
  }

  /** A message outside of the cycle: discovery, calibration. */
  send(bytes: readonly number[] | Uint8Array): void {
    if (this.isOpen) this.#stream.write(Buffer.from(bytes));
  }

  /** Leaves the stream to somebody else, with nothing of this link left on it. */
  release(): void {
    this.#isOpen = false;
    this.#stream.off('data', this.#hear);
    this.#stream.off('close', this.#over);
    this.#stream.off('end', this.#over);
    this.#listeners.length = 0;
  }

  readonly #hear = (bytes: Uint8Array): void => this.#reader.read(bytes);

  readonly #over = (): void => {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.panel.clear();
    this.#onClosed();
  };
}

/** Ours, which no other listener understands. */
export function isOwnSysex(number: number | null): boolean {
  return number !== null && number >= SYSEX.command && number <= SYSEX.setup;
}
