import type { Duplex } from 'node:stream';
import type { FirmataTable } from './firmata-table.ts';
import { identifyBoard, type Pause } from './identify-board.ts';

/** A cable that was pulled is looked for this often, for as long as the process lives: somebody may hang on the table. */
const TRY_EVERY_MS = 500;

interface Connection {
  readonly table: FirmataTable;
  readonly openAgain: () => Promise<Duplex>;
  readonly pause: Pause;
  readonly release: (stream: Duplex) => Promise<void>;
}

/**
 * Opens a lost line again. What stood before the loss is over: the board has brought the rider up by itself meanwhile,
 * and takes a new lease only when it is upright.
 */
export class Reconnector {
  readonly #connection: Connection;
  #isTrying = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  watch(): void {
    this.#connection.table.onLost = () => void this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    if (this.#isTrying) return;
    this.#isTrying = true;
    const { table, pause, release } = this.#connection;
    await release(table.link.stream);
    for (;;) {
      await pause(TRY_EVERY_MS);
      if (table.isClosed) break;
      const stream = await this.#tryOnce();
      if (stream === null) continue;
      if (table.isClosed) await release(stream);
      else table.reopen(stream);
      break;
    }
    this.#isTrying = false;
  }

  /** Null where there is no line, or another board than one of ours at its end. */
  async #tryOnce(): Promise<Duplex | null> {
    const { openAgain, pause, release } = this.#connection;
    const stream = await openAgain().catch(() => null);
    if (stream === null) return null;
    const identified = await identifyBoard(stream, { pause });
    if (identified.ok && identified.identity.kind === 'upright' && !identified.identity.isTooOld) return stream;
    await release(stream);
    return null;
  }
}
