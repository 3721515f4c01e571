import { invariant } from '../src/domain/invariant.ts';
import type { Clock } from '../src/ports/clock.ts';

interface Ticker {
  readonly periodMs: number;
  readonly tick: () => void;
  dueMs: number;
}

/** Time that passes only when it is told to: an hour's session then takes as long as its arithmetic. */
export class VirtualClock implements Clock {
  #nowMs: number;
  readonly #tickers: Ticker[] = [];

  constructor(startMs = 0) {
    this.#nowMs = startMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  every(periodMs: number, tick: () => void): () => void {
    invariant(periodMs > 0, 'a period is longer than 0 ms');
    const ticker: Ticker = { periodMs, tick, dueMs: this.#nowMs + periodMs };
    this.#tickers.push(ticker);
    return () => {
      const index = this.#tickers.indexOf(ticker);
      if (index >= 0) this.#tickers.splice(index, 1);
    };
  }

  /** Lets `ms` pass; every tick that falls due is called at its own time, in order of time, then of registration. */
  advance(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (let next = this.#nextDue(); next !== null && next.dueMs <= untilMs; next = this.#nextDue()) {
      this.#nowMs = next.dueMs;
      next.dueMs += next.periodMs;
      next.tick();
    }
    this.#nowMs = untilMs;
  }

  #nextDue(): Ticker | null {
    let next: Ticker | null = null;
    for (const ticker of this.#tickers) if (next === null || ticker.dueMs < next.dueMs) next = ticker;
    return next;
  }
}
