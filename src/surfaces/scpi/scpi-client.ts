import type { OperatorLink } from '../../ports/operator-link.ts';
import { EmergencyReturn } from '../emergency-return.ts';
import { asksReturn, mayAskReturn } from './asks-return.ts';
import { MAX_MESSAGE_BYTES, MessageSplitter, type SplitMessage } from './message-splitter.ts';
import { scpiError } from './scpi-errors.ts';
import type { ScpiSession } from './scpi-session.ts';

/** Messages that may wait. What comes beyond is dropped and said to be. */
export const MAX_QUEUED_MESSAGES = 1000;
const MESSAGES_A_POLL = 8;
/** More between two polls is read later, and what comes then is left on the wire: reading it would cost the cycle. */
export const MAX_BYTES_A_POLL = 8192;
/** Messages between two polls that are looked into for a return; a flood of them would cost the cycle too. */
const MAX_LOOKS_A_POLL = 64;

/** A `Duplex` is one. While it needs draining nothing is answered, so that a reader that sleeps costs no memory. */
interface ClientWire {
  write(text: string): unknown;
  readonly writableNeedDrain: boolean;
  pause(): unknown;
  resume(): unknown;
}

export interface ScpiClientOptions {
  readonly session: ScpiSession;
  readonly link: OperatorLink;
  readonly wire: ClientWire;
  /** Wall time, monotonic, ms. */
  readonly nowMs: () => number;
  /** Everything is answered that came before the client's end of input. */
  readonly onEnded: () => void;
}

/**
 * A client at the end of a wire. Bytes only fill a bounded queue; messages are executed in `poll()`, a few at a time, so
 * that a flood costs the cycle nothing. A return alone is heard at once while messages before it cannot be executed.
 */
export class ScpiClient {
  readonly #options: ScpiClientOptions;
  readonly #splitter = new MessageSplitter();
  readonly #emergency: EmergencyReturn;
  #queue: SplitMessage[] = [];
  #unread: Uint8Array = new Uint8Array();
  #bytesLeft = MAX_BYTES_A_POLL;
  #looksLeft = MAX_LOOKS_A_POLL;
  #hasEnded = false;
  #finished = false;
  /** The dropping that is going on has been told. */
  #dropTold = false;

  constructor(options: ScpiClientOptions) {
    this.#options = options;
    this.#emergency = new EmergencyReturn(options.link);
  }

  receive(bytes: Uint8Array): void {
    this.#unread = this.#unread.length === 0 ? bytes : Buffer.concat([this.#unread, bytes]);
    this.#emergency.nextChunk();
    this.#readSome();
    if (this.#unread.length > 0) this.#options.wire.pause();
  }

  /** No more will come: what waits is still answered. */
  end(): void {
    this.#hasEnded = true;
  }

  /** To be called with every cycle. Executes a few messages at most, and none after wall time `untilMs`. */
  poll(untilMs: number): void {
    const { session, wire } = this.#options;
    this.#bytesLeft = MAX_BYTES_A_POLL;
    this.#looksLeft = MAX_LOOKS_A_POLL;
    if (this.#unread.length > 0) this.#readSome();
    if (this.#unread.length === 0) this.#readLast();
    this.#emergency.poll();
    session.observe();
    if (wire.writableNeedDrain) return;
    this.#respond(session.advance());
    for (let count = 0; count < MESSAGES_A_POLL && this.#mayExecute(untilMs); count += 1) this.#executeNext();
    if (this.#hasEnded && this.#unread.length === 0 && this.#queue.length === 0) this.#finish();
  }

  disconnected(): void {
    this.#unread = new Uint8Array();
    this.#splitter.clear();
    this.#queue = [];
    this.#options.session.close();
  }

  #readSome(): void {
    const part = this.#unread.subarray(0, this.#bytesLeft);
    this.#bytesLeft -= part.length;
    this.#unread = this.#unread.subarray(part.length);
    for (const message of this.#splitter.feed(part)) this.#add(message);
  }

  /** Nothing is left to read: the wire may go on, and where it has ended the last message has too. */
  #readLast(): void {
    this.#options.wire.resume();
    if (!this.#hasEnded) return;
    for (const message of this.#splitter.finish()) this.#add(message);
  }

  #finish(): void {
    const { session, onEnded } = this.#options;
    session.letGo();
    if (this.#finished || session.isWaiting) return;
    this.#finished = true;
    onEnded();
  }

  /** A query that waits for its reply is interrupted by the next message; a `*WAI` is not. */
  #mayExecute(untilMs: number): boolean {
    const { session, wire, nowMs } = this.#options;
    if (this.#queue.length === 0 || wire.writableNeedDrain || nowMs() > untilMs) return false;
    return !session.isWaiting || session.isQueryWaiting;
  }

  #executeNext(): void {
    const message = this.#queue.shift();
    if (this.#queue.length < MAX_QUEUED_MESSAGES / 2) this.#dropTold = false;
    const { session } = this.#options;
    if (message?.kind === 'message') this.#respond(session.execute(message.text));
    else session.fail(scpiError(-363, `a message of more than ${MAX_MESSAGE_BYTES} bytes`));
  }

  #respond(response: string | null): void {
    if (response !== null) this.#options.wire.write(`${response}\n`);
  }

  #add(message: SplitMessage): void {
    const { session, wire } = this.#options;
    const isFull = this.#queue.length >= MAX_QUEUED_MESSAGES;
    const isStuck = wire.writableNeedDrain;
    if (message.kind === 'message' && (isFull || isStuck || session.isWaiting)) this.#lookForReturn(message.text);
    if (!isFull) this.#queue.push(message);
    else if (!this.#dropTold) {
      this.#dropTold = true;
      session.fail(isStuck ? scpiError(-430) : scpiError(-363, 'messages came too fast'));
    }
  }

  #lookForReturn(text: string): void {
    if (this.#looksLeft <= 0 || !mayAskReturn(text)) return;
    this.#looksLeft -= 1;
    if (asksReturn(text)) this.#emergency.ask();
  }
}
