const ESC = 0x1b;
const BRACKET = 0x5b;
const LETTER_O = 0x4f;

/** `none`: the byte belongs to no sequence. `more`: it does, and means nothing by itself. */
export type EscapeKey = 'none' | 'more' | 'up' | 'down';

/**
 * The keys that a terminal sends as sequences. Two of them are known; the others are swallowed whole. A byte that no
 * sequence can hold ends it and counts by itself, so that half a sequence never eats a line.
 */
export class EscapeKeys {
  #state: 'none' | 'begun' | 'sequence' = 'none';

  reset(): void {
    this.#state = 'none';
  }

  take(byte: number): EscapeKey {
    const state = this.#state;
    if (byte === ESC) {
      this.#state = 'begun';
      return 'more';
    }
    if (state === 'sequence' && byte >= 0x20 && byte < 0x40) return 'more';
    const opens = state === 'begun' && (byte === BRACKET || byte === LETTER_O);
    this.#state = opens ? 'sequence' : 'none';
    if (opens) return 'more';
    if (state !== 'sequence' || byte < 0x20 || byte > 0x7e) return 'none';
    return byte === 0x41 ? 'up' : byte === 0x42 ? 'down' : 'more';
  }
}
