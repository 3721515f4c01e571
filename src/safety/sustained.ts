/** Time for which a condition has held without a gap. */
export class Sustained {
  #sinceMs = Number.NaN;

  /** How long `condition` has now been true, ms; -1 while it is false, 0 in its first tick. */
  heldMs(condition: boolean, nowMs: number): number {
    if (!condition) {
      this.#sinceMs = Number.NaN;
      return -1;
    }
    if (Number.isNaN(this.#sinceMs)) this.#sinceMs = nowMs;
    return nowMs - this.#sinceMs;
  }
}
