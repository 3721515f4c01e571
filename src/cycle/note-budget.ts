/** Records a second that may go on and on, and how many may come at once before that. */
const PER_SECOND = 20;
const AT_ONCE = 100;

/** Keeps a chattering contact or a flooded console from pushing everything else out of the journal. */
export class NoteBudget {
  #left = AT_ONCE;
  #atMs = Number.NaN;
  #skipped = 0;

  /** How many were refused since the last that was admitted; null where this one is refused. */
  take(atMs: number): number | null {
    const elapsedMs = Number.isNaN(this.#atMs) ? 0 : Math.max(0, atMs - this.#atMs);
    this.#atMs = atMs;
    this.#left = Math.min(AT_ONCE, this.#left + (elapsedMs * PER_SECOND) / 1000);
    if (this.#left < 1) {
      this.#skipped += 1;
      return null;
    }
    this.#left -= 1;
    const skipped = this.#skipped;
    this.#skipped = 0;
    return skipped;
  }
}
