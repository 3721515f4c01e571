interface Timer {
  readonly key: string;
  readonly atMs: number;
  readonly act: (nowMs: number) => void;
}

/** What shall happen to the simulated table later; one thing for each key, so there are never many. */
export class TableTimers {
  /** When the next one is due, ms; infinite where there is none. */
  nextMs = Number.POSITIVE_INFINITY;
  #timers: readonly Timer[] = [];

  /** Replaces what was set by the same key. */
  set(key: string, atMs: number, act: (nowMs: number) => void): void {
    this.#keep([...this.#timers.filter((timer) => timer.key !== key), { key, atMs, act }]);
  }

  cancel(key: string): void {
    this.#keep(this.#timers.filter((timer) => timer.key !== key));
  }

  /** Calls what is due, in order of time; each may set the next. */
  call(nowMs: number): void {
    const due = this.#timers.filter((timer) => timer.atMs <= nowMs).sort((one, other) => one.atMs - other.atMs);
    this.#keep(this.#timers.filter((timer) => timer.atMs > nowMs));
    for (const timer of due) timer.act(nowMs);
  }

  #keep(timers: readonly Timer[]): void {
    this.#timers = timers;
    this.nextMs = timers.reduce((earliest, timer) => Math.min(earliest, timer.atMs), Number.POSITIVE_INFINITY);
  }
}
