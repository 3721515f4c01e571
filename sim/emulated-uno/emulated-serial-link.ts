import { Duplex } from 'node:stream';
import type { EmulatedUno } from './emulated-uno.ts';

/** What an operating system keeps of written bytes before a writer has to wait. */
const BUFFER_BYTES = 4096;

export interface EmulatedSerialLinkOptions {
  readonly uno: EmulatedUno;
  /** Bits a second of this end; null, the default: whatever the board uses. */
  readonly baudRate?: number | null;
  /** Opening the port pulls the reset line, as on an Uno whose RESET-EN jumper is whole. */
  readonly resetsOnOpen?: boolean;
}

/**
 * The emulated Uno's serial port as a stream in this process. What is written takes its time on the line while the
 * board's time passes, and what the board sends is there when the stretch of time has passed in which it arrived:
 * `data` is then emitted within `advance`, so that host and board can be run in lock-step.
 */
export class EmulatedSerialLink extends Duplex {
  readonly #uno: EmulatedUno;
  #arrived: number[] = [];
  #writeDone: (() => void) | null = null;

  constructor({ uno, baudRate, resetsOnOpen }: EmulatedSerialLinkOptions) {
    super({ allowHalfOpen: false, emitClose: true, writableHighWaterMark: BUFFER_BYTES });
    this.#uno = uno;
    uno.line.farBaud = baudRate ?? null;
    uno.line.onByte = (byte) => this.#arrived.push(byte);
    uno.line.onDrained = () => this.#letWrite();
    uno.whenAdvanced(() => this.#deliver());
    if (resetsOnOpen === true) uno.reset('external');
    // As a serial port does, once it is open: firmata-io waits for it.
    setImmediate(() => this.emit('open'));
  }

  get isOpen(): boolean {
    return !this.destroyed;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#uno.line.send(Uint8Array.from(chunk));
    this.#writeDone = done;
    this.#letWrite();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const { line } = this.#uno;
    line.drop();
    line.onByte = () => undefined;
    line.onDrained = () => undefined;
    done(error);
  }

  #letWrite(): void {
    if (this.#uno.line.waitingBytes > BUFFER_BYTES) return;
    const done = this.#writeDone;
    this.#writeDone = null;
    done?.();
  }

  #deliver(): void {
    if (this.destroyed || this.#arrived.length === 0) return;
    const bytes = Buffer.from(this.#arrived);
    this.#arrived = [];
    this.push(bytes);
  }
}
