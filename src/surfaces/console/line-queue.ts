/** Lines that may wait, behind a `wait` or in a flood. What comes beyond is dropped and said to be. */
export const MAX_QUEUED_LINES = 1000;

export type QueuedLine =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'rejected'; readonly because: string };

/** First in, first out, and never more than the bound. */
export class LineQueue {
  readonly #lines: QueuedLine[] = [];
  #next = 0;
  #dropped = 0;

  get isEmpty(): boolean {
    return this.#next === this.#lines.length;
  }

  add(line: QueuedLine): void {
    if (this.#lines.length - this.#next < MAX_QUEUED_LINES) this.#lines.push(line);
    else this.#dropped += 1;
  }

  take(): QueuedLine | null {
    const line = this.#lines[this.#next];
    if (line === undefined) return null;
    this.#next += 1;
    if (this.isEmpty || this.#next >= MAX_QUEUED_LINES) {
      this.#lines.splice(0, this.#next);
      this.#next = 0;
    }
    return line;
  }

  /** How many were dropped since it was last asked. */
  takeDropped(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }

  clear(): void {
    this.#lines.length = 0;
    this.#next = 0;
    this.#dropped = 0;
  }
}
