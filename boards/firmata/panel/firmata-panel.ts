import type { Lamp } from '../../../src/domain/signal-patterns.ts';
import type { PanelOutput, TextOutput } from '../../../src/ports/panel-output.ts';
import { isOwnSysex } from '../board-link.ts';
import { END_SYSEX, START_SYSEX } from '../firmata-protocol.ts';
import type { FirmataTable } from '../firmata-table.ts';
import type { FromPanel, ToPanel } from './panel-messages.ts';

/** The thread of the panel's devices, or something that stands for it. */
export interface PanelThread {
  post(message: ToPanel): void;
  onBytes(listener: (bytes: FromPanel) => void): void;
  /** It has thrown, or ended. */
  onFailure(listener: (because: string) => void): void;
  end(): Promise<void>;
}

const LOOK_EVERY_MS = 20;

/**
 * The panel on a board: what the cycle says goes to the devices' thread, and what that sends goes to the board between
 * two leases. A panel that fails is told about once and stays dark; the cycle never hears of it.
 */
export class FirmataPanel implements PanelOutput, TextOutput {
  /** Why the panel is dark; null while it is not. */
  failure: string | null = null;
  /** Times that it failed. */
  failures = 0;
  readonly #table: FirmataTable;
  readonly #start: () => PanelThread;
  readonly #looks: ReturnType<typeof setInterval>;
  #thread: PanelThread;
  #stopListening: () => void = () => undefined;
  #lamp: Lamp = 'off';
  #sounding = false;
  #lines: readonly string[] = [];
  #text = '';

  constructor(table: FirmataTable, start: () => PanelThread) {
    this.#table = table;
    this.#start = start;
    this.#thread = this.#begin();
    // What was set up on a board is gone when it starts anew, or is another one.
    table.onBoot = () => this.#restart();
    this.#looks = setInterval(() => {
      if (this.#table.link.panel.isEmpty) this.#post({ kind: 'drained' });
    }, LOOK_EVERY_MS);
    this.#looks.unref();
  }

  light(lamp: Lamp): void {
    this.#lamp = lamp;
    this.#post({ kind: 'light', lamp });
  }

  buzzer(sounding: boolean): void {
    this.#sounding = sounding;
    this.#post({ kind: 'buzzer', sounding });
  }

  lines(lines: readonly string[]): void {
    const text = lines.join('\n');
    if (text === this.#text) return;
    this.#text = text;
    this.#lines = lines;
    this.#post({ kind: 'lines', lines });
  }

  async close(): Promise<void> {
    clearInterval(this.#looks);
    this.#stopListening();
    this.failure ??= 'closed';
    await this.#thread.end();
  }

  #restart(): void {
    if (this.failure !== null) return;
    this.#stopListening();
    void this.#thread.end();
    this.#table.link.panel.clear();
    this.#thread = this.#begin();
    this.light(this.#lamp);
    this.buzzer(this.#sounding);
    this.#post({ kind: 'lines', lines: this.#lines });
  }

  #begin(): PanelThread {
    const thread = this.#start();
    thread.onBytes((bytes) => {
      if (this.failure === null && thread === this.#thread) this.#table.link.panel.put(bytes);
    });
    thread.onFailure((because) => {
      if (thread !== this.#thread || this.failure !== null) return;
      this.failure = because;
      this.failures += 1;
      this.#table.link.panel.clear();
    });
    this.#listen();
    return thread;
  }

  #post(message: ToPanel): void {
    if (this.failure === null) this.#thread.post(message);
  }

  /** Everything of the board's that is not the lease link's. */
  #listen(): void {
    this.#stopListening = this.#table.link.listen({
      sysex: (number, payload) => {
        if (isOwnSysex(number)) return;
        this.#post({ kind: 'heard', bytes: Uint8Array.from([START_SYSEX, number, ...payload, END_SYSEX]) });
      },
      message: (status, first, second) => this.#post({ kind: 'heard', bytes: Uint8Array.of(status, first, second) }),
      damaged: () => undefined,
    });
  }
}
