/** Within this a board that hears us says so, ms. */
const ECHO_WITHIN_MS = 100;

/** Whether the board takes what is sent to it: it repeats the number of the last command frame that it took (H-32). */
export class EchoWatch {
  /** Times that no echo came for longer than it may. */
  missed = 0;
  #sentSinceMs = Number.NaN;
  #lastSent = -1;
  #lastEcho = -1;
  #isMissing = false;

  sent(sequence: number, nowMs: number): void {
    this.#lastSent = sequence;
    if (Number.isNaN(this.#sentSinceMs)) this.#sentSinceMs = nowMs;
  }

  /** `ours`: the board speaks of the lease that is being sent now. */
  heard(echo: number, ours: boolean, nowMs: number): void {
    if (!ours || echo === this.#lastEcho) return;
    this.#lastEcho = echo;
    this.#sentSinceMs = echo === this.#lastSent ? Number.NaN : nowMs;
  }

  reset(): void {
    this.#sentSinceMs = Number.NaN;
    this.#lastEcho = -1;
    this.#isMissing = false;
  }

  /** Called in every cycle. */
  check(nowMs: number): boolean {
    const missing = nowMs - this.#sentSinceMs > ECHO_WITHIN_MS;
    if (missing && !this.#isMissing) this.missed += 1;
    this.#isMissing = missing;
    return missing;
  }
}
