import type { JournalEntry } from '../domain/journal-record.ts';

/** Entries that are kept in memory: for the console's `log`, and while a disk does not take them. */
export const RING_ENTRIES = 1000;

/** The latest entries in order of their numbers. The oldest makes room. */
export class JournalRing {
  #entries: JournalEntry[] = [];

  push(entry: JournalEntry): void {
    if (this.isFull) this.#entries.shift();
    this.#entries.push(entry);
  }

  get isFull(): boolean {
    return this.#entries.length >= RING_ENTRIES;
  }

  /** The number of the oldest entry; infinite where there is none. */
  get firstSequence(): number {
    return this.#entries[0]?.sequence ?? Number.POSITIVE_INFINITY;
  }

  latest(count: number): readonly JournalEntry[] {
    return count > 0 ? this.#entries.slice(-count) : [];
  }

  /** At most `most` of the entries that come after that number. */
  after(sequence: number, most: number): readonly JournalEntry[] {
    const from = this.#entries.findIndex((entry) => entry.sequence > sequence);
    return from < 0 ? [] : this.#entries.slice(from, from + most);
  }

  /** Puts entries of an earlier process before those of this one, whose numbers then go on from theirs. */
  putBehind(earlier: readonly JournalEntry[], raiseBy: number): void {
    const own = this.#entries.map((entry) => ({ ...entry, sequence: entry.sequence + raiseBy }));
    this.#entries = [...earlier, ...own].slice(-RING_ENTRIES);
  }
}
