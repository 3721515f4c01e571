import type { JournalEntry, JournalRecord } from '../domain/journal-record.ts';
import type { Journal, JournalHistory } from '../ports/journal.ts';
import { JournalRing } from './journal-ring.ts';

/** A journal that ends with its process: for a simulated table that was given no state folder. */
export class MemoryJournal implements Journal, JournalHistory {
  readonly #ring = new JournalRing();
  readonly #wallTime: () => string;
  readonly degraded = false;
  #nextSequence = 1;

  constructor(wallTime: () => string) {
    this.#wallTime = wallTime;
  }

  append(record: JournalRecord): void {
    this.#ring.push({ sequence: this.#nextSequence, at: this.#wallTime(), record });
    this.#nextSequence += 1;
  }

  latest(count: number): readonly JournalEntry[] {
    return this.#ring.latest(count);
  }
}
