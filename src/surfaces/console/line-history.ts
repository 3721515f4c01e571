const MAX_HISTORY_LINES = 20;

/** The last lines that were typed, for the arrows. */
export class LineHistory {
  #lines: string[] = [];
  #recalled = 0;

  add(line: string): void {
    if (line.trim() !== '' && line !== this.#lines.at(-1))
      this.#lines = [...this.#lines, line].slice(-MAX_HISTORY_LINES);
    this.rewind();
  }

  /** The next arrow starts from the newest line again. */
  rewind(): void {
    this.#recalled = this.#lines.length;
  }

  /** One line older or newer; the empty one after the newest; null beyond the ends. */
  recall(step: -1 | 1): string | null {
    const wanted = this.#recalled + step;
    if (wanted < 0 || wanted > this.#lines.length) return null;
    this.#recalled = wanted;
    return this.#lines[wanted] ?? '';
  }
}
