import type { Duplex } from 'node:stream';

/**
 * A session on a port that may go away and come back. Each time it comes it is a new session: whoever is at its other end
 * then has nothing of whoever was there before, neither a role nor half a line.
 */

const FIRST_RETRY_MS = 250;
const MOST_RETRY_MS = 5000;
/** A port that stays as long as this may be tried again quickly when it goes. */
const STEADY_AFTER_MS = 10_000;

export type PortState =
  | { readonly kind: 'connected' }
  | { readonly kind: 'lost'; readonly because: string; readonly nextTryInMs: number };

/** Whoever speaks over a port while it is there. */
export interface PortSession {
  receive(bytes: Uint8Array): void;
  /** Answers what has come, up to wall time `untilMs`. */
  poll(untilMs: number): void;
  disconnected(): void;
}

export interface KeptPortOptions {
  /** What the port is for: `console`. */
  readonly what: string;
  readonly name: string;
  /** Rejects with an `Error` whose message says why. */
  readonly open: () => Promise<Duplex>;
  readonly close: (port: Duplex) => Promise<void>;
  readonly openSession: (port: Duplex) => PortSession;
  /** Told once when the port is lost, and once when it is back. */
  readonly notify: (text: string) => void;
  /** Wall time, monotonic, ms. */
  readonly nowMs: () => number;
}

type Line =
  | { readonly kind: 'open'; readonly port: Duplex; readonly session: PortSession; readonly sinceMs: number }
  | { readonly kind: 'opening'; readonly because: string }
  | { readonly kind: 'lost'; readonly because: string; readonly nextTryMs: number };

export class KeptPort {
  readonly #options: KeptPortOptions;
  #line: Line;
  #retryMs = FIRST_RETRY_MS;
  #closed = false;

  /** The port is open already: one that is missing at the start is the caller's to refuse. */
  constructor(port: Duplex, options: KeptPortOptions) {
    this.#options = options;
    this.#line = this.#connect(port);
  }

  get name(): string {
    return this.#options.name;
  }

  state(): PortState {
    const line = this.#line;
    if (line.kind === 'open') return { kind: 'connected' };
    const nextTryInMs = line.kind === 'lost' ? Math.max(line.nextTryMs - this.#options.nowMs(), 0) : 0;
    return { kind: 'lost', because: line.because, nextTryInMs };
  }

  poll(untilMs: number): void {
    const line = this.#line;
    if (line.kind === 'open') line.session.poll(untilMs);
    else if (line.kind === 'lost' && this.#options.nowMs() >= line.nextTryMs) void this.#retry(line.because);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#line.kind === 'open') await this.#options.close(this.#line.port);
  }

  #connect(port: Duplex): Line {
    const session = this.#options.openSession(port);
    port.on('data', (bytes: Buffer) => session.receive(bytes));
    port.on('close', () => this.#lose(port, 'the port is gone'));
    port.on('end', () => this.#lose(port, 'the port has ended'));
    port.on('error', (error: Error) => this.#lose(port, error.message));
    return { kind: 'open', port, session, sinceMs: this.#options.nowMs() };
  }

  #lose(port: Duplex, because: string): void {
    const line = this.#line;
    if (this.#closed || line.kind !== 'open' || line.port !== port) return;
    line.session.disconnected();
    void this.#options.close(port);
    if (this.#options.nowMs() - line.sinceMs >= STEADY_AFTER_MS) this.#retryMs = FIRST_RETRY_MS;
    const { what, name, notify } = this.#options;
    notify(`${what} ${name} is lost (${because}); it is tried again until it is back`);
    this.#wait(because);
  }

  #wait(because: string): void {
    this.#line = { kind: 'lost', because, nextTryMs: this.#options.nowMs() + this.#retryMs };
    this.#retryMs = Math.min(this.#retryMs * 2, MOST_RETRY_MS);
  }

  async #retry(because: string): Promise<void> {
    this.#line = { kind: 'opening', because };
    try {
      const port = await this.#options.open();
      if (this.#closed) await this.#options.close(port);
      else {
        this.#line = this.#connect(port);
        this.#options.notify(`${this.#options.what} ${this.name} is back`);
      }
    } catch (thrown) {
      this.#wait(thrown instanceof Error ? thrown.message : String(thrown));
    }
  }
}
