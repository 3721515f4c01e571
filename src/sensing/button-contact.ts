/** A press shorter than this is contact bounce. */
const DEBOUNCE_MS = 20;
/** A contact that opens and closes more often than this within the counted time does so by no finger. */
const MOST_CHANGES = 14;
const COUNTED_MS = 1000;
/** A contact that stood for longer than this has come to rest in between, ms. */
const AT_REST_MS = 250;
/** Open for this long, a contact that chattered is taken for sound again, ms. */
const MENDED_MS = 1000;

/**
 * The contact of one button. Its level counts once it has stood for 20 ms; until then the last one holds. One that goes
 * on changing for a second faster than a finger has a broken wire, and picks up the mains or the motor: it reads as
 * open, the grip as let go, and until it has stood open for a second no press is taken from it.
 */
export class ButtonContact {
  readonly bit: number;
  closed: boolean;
  chatters = false;
  #raw: boolean;
  #steadySinceMs: number;
  #countedFromMs: number;
  #changes = 0;

  constructor(bit: number, inputs: number, nowMs: number) {
    this.bit = bit;
    this.closed = (inputs & bit) !== 0;
    this.#raw = this.closed;
    this.#steadySinceMs = nowMs;
    this.#countedFromMs = nowMs;
  }

  update(inputs: number, nowMs: number): void {
    const raw = (inputs & this.bit) !== 0;
    if (raw !== this.#raw) {
      this.#countChange(nowMs);
      this.#raw = raw;
      this.#steadySinceMs = nowMs;
    }
    const steadyMs = nowMs - this.#steadySinceMs;
    if (this.chatters) {
      this.chatters = raw || steadyMs < MENDED_MS;
      this.closed = false;
    } else if (steadyMs >= DEBOUNCE_MS) this.closed = raw;
  }

  #countChange(nowMs: number): void {
    const cameToRest = nowMs - this.#steadySinceMs > AT_REST_MS;
    const isCounted = nowMs - this.#countedFromMs >= COUNTED_MS;
    if (cameToRest || isCounted) {
      if (!cameToRest && this.#changes > MOST_CHANGES) this.chatters = true;
      this.#countedFromMs = nowMs;
      this.#changes = 0;
    }
    this.#changes += 1;
  }
}
