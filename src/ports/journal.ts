import type { JournalEntry, JournalRecord } from '../domain/journal-record.ts';

/** Where the controller writes down what happens. Nothing that happens to the journal may happen to the rider. */
export interface Journal {
  /** Takes a record over. Never throws, never waits: what cannot be written yet is kept in memory. */
  append(record: JournalRecord): void;
  /** Records are not reaching the disk: they are in memory only, and the oldest of them may be lost (H-43). */
  readonly degraded: boolean;
}

/** What was written last, for people who ask. */
export interface JournalHistory {
  /** The latest entries, at most `count` and at most those that are still in memory; the oldest first. */
  latest(count: number): readonly JournalEntry[];
  readonly degraded: boolean;
}

/** Keeps nothing. */
export const NO_JOURNAL: Journal = { append: () => undefined, degraded: false };
