const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/** Somebody no longer wants to wait: Ctrl-C, a terminal that was closed, or a signal to end. Once more, and it ends as it is. */
export class Interruption {
  readonly #abort = new AbortController();
  #exitCode: number | null = null;

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.#take);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** As a shell counts it; null: nobody has. */
  get exitCode(): number | null {
    return this.#exitCode;
  }

  /** From here on a signal ends the process as it is. */
  close(): void {
    for (const signal of SIGNALS) process.off(signal, this.#take);
  }

  /** It stays: where nobody else listens, what restores the terminal's cursor would end the process at once. */
  readonly #take = (signal: keyof typeof EXIT_CODES): void => {
    if (this.#exitCode !== null) process.exit(this.#exitCode);
    this.#exitCode = EXIT_CODES[signal];
    this.#abort.abort();
  };
}
