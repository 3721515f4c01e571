import type { ScpiOptions } from '../../surfaces/scpi/scpi-session.ts';
import { ScpiSession } from '../../surfaces/scpi/scpi-session.ts';

const NO_ERROR = '0,"No error"';
const ASKS_ERRORS = 'SYST:ERR?';

/** The instrument that a bench writes to: after each line it asks for its errors, so that a line that was wrong is told. */
export class BenchScpi {
  readonly #session: ScpiSession;
  #line: string | null = null;
  #response: string | null = null;
  #isAsked = false;
  #reply: readonly string[] | null = null;

  constructor(options: ScpiOptions) {
    this.#session = new ScpiSession(options);
  }

  /** It lies at the port until the process has its next cycle. */
  say(line: string): void {
    this.#reply = null;
    this.#line = line;
  }

  /** Once a cycle: what was written is read, and what waits for the table goes on. */
  poll(): void {
    if (this.#line !== null) {
      this.#response = this.#session.execute(this.#line);
      this.#line = null;
      this.#isAsked = true;
    }
    const late = this.#session.advance();
    if (late !== null) this.#response = late;
    if (!this.#isAsked || this.#session.isWaiting) return;
    this.#isAsked = false;
    const error = this.#session.execute(ASKS_ERRORS) ?? NO_ERROR;
    const response = this.#response === null ? [] : [this.#response];
    this.#reply = [...response, error === NO_ERROR ? 'ok' : `error ${error}`];
  }

  /** The response, if there is one, and `ok` or the error. */
  takeReply(): readonly string[] | null {
    const reply = this.#reply;
    this.#reply = null;
    return reply;
  }
}
