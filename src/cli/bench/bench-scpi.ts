import type { ScpiOptions } from '../../surfaces/scpi/scpi-session.ts';
import { ScpiSession } from '../../surfaces/scpi/scpi-session.ts';

const NO_ERROR = '0,"No error"';
const ASKS_ERRORS = 'SYST:ERR?';

/** The instrument that a bench writes to: after each line it asks for its errors, so that a line that was wrong is told. */
export class BenchScpi {
  readonly #session: ScpiSession;
  #response: string | null = null;
  #isAsked = false;

  constructor(options: ScpiOptions) {
    this.#session = new ScpiSession(options);
  }

  say(line: string): void {
    this.#isAsked = true;
    this.#response = this.#session.execute(line);
  }

  /** Once a cycle: what waits for the table goes on. */
  poll(): void {
    const late = this.#session.advance();
    if (late !== null) this.#response = late;
  }

  /** The response, if there is one, and `ok` or the error. */
  takeReply(): readonly string[] | null {
    if (!this.#isAsked || this.#session.isWaiting) return null;
    this.#isAsked = false;
    const error = this.#session.execute(ASKS_ERRORS) ?? NO_ERROR;
    const response = this.#response === null ? [] : [this.#response];
    return [...response, error === NO_ERROR ? 'ok' : `error ${error}`];
  }
}
