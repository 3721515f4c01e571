/** The two clocks may differ by 5 % (H-37); the estimate of their distance follows at twice that. */
const FOLLOWS_BY = 0.1;
/** Later than the quickest frames by this much or less is the line's ordinary unevenness, ms. */
const EVEN_MS = 20;

/**
 * When a frame would have arrived if nothing had held it up. After a stall the computer hands over what it has stored,
 * oldest first and all at once: by its arrival alone the first of it would look new. The board's own clock in every frame
 * tells how much later than the quickest ones it came.
 */
export class ArrivalTime {
  /** Host's clock less board's, of the quickest frames of late; ms. */
  #offsetMs = Number.POSITIVE_INFINITY;
  #boardMs = 0;

  /** The board has started anew, or is another one. */
  reset(): void {
    this.#offsetMs = Number.POSITIVE_INFINITY;
  }

  /** `nowMs` itself for a frame that was not held up. */
  of(boardMs: number, nowMs: number): number {
    const offsetMs = nowMs - boardMs;
    const followed = this.#offsetMs + Math.max(boardMs - this.#boardMs, 0) * FOLLOWS_BY;
    this.#boardMs = boardMs;
    this.#offsetMs = Math.min(offsetMs, followed);
    const heldUpMs = offsetMs - this.#offsetMs;
    return heldUpMs > EVEN_MS ? nowMs - heldUpMs : nowMs;
  }
}
