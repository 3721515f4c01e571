/**
 * The board's own clock, by which it times its lease and its loop. It follows the host's at a rate that is 1 where both
 * crystals are sound.
 */
export class BoardClock {
  #rate = 1;
  /** Where the two clocks last were together known, ms. */
  #hostMs: number;
  #boardMs: number;
  #bootedAtMs: number;

  constructor(startMs: number) {
    this.#hostMs = startMs;
    this.#boardMs = startMs;
    this.#bootedAtMs = startMs;
  }

  get rate(): number {
    return this.#rate;
  }

  /** From now on the board's clock runs at `rate`; what it has counted stays. */
  setRate(rate: number, hostNowMs: number): void {
    this.#boardMs = this.timeAt(hostNowMs);
    this.#hostMs = hostNowMs;
    this.#rate = rate;
  }

  /** The board's time, never set back, ms. */
  timeAt(hostNowMs: number): number {
    return this.#boardMs + (hostNowMs - this.#hostMs) * this.#rate;
  }

  /** Since the board last started, ms: what it reports. */
  sinceBootMs(hostNowMs: number): number {
    return this.timeAt(hostNowMs) - this.#bootedAtMs;
  }

  restart(hostNowMs: number): void {
    this.#bootedAtMs = this.timeAt(hostNowMs);
  }
}
