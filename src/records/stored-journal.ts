import type { JournalEntry, JournalRecord } from '../domain/journal-record.ts';
import type { Journal, JournalHistory } from '../ports/journal.ts';
import type { JournalStore } from '../ports/journal-store.ts';
import { JournalRing } from './journal-ring.ts';
import { JournalWriter } from './journal-writer.ts';

/** A disk that has failed is tried again after this time, ms. */
const RETRY_MS = 5000;
/** Records that need not be on the disk at once are synced together, this long after the first of them, ms. */
const SYNC_WITHIN_MS = 1000;
/** A disk that hangs holds up neither the start nor the end of the process for longer than this, ms. */
const OPEN_WITHIN_MS = 5000;
const CLOSE_WITHIN_MS = 2000;

export interface JournalHost {
  readonly store: JournalStore;
  /** The wall's time: UTC, ISO 8601. */
  readonly wallTime: () => string;
  /** Resolves after so many milliseconds of the wall's time. */
  readonly pause: (ms: number) => Promise<void>;
}

/**
 * The journal on a store. `append` only puts into a ring in memory; one worker, which nobody waits for, carries the ring
 * to the store. Where the store fails, the ring goes on filling, the journal says that it is degraded, and the worker
 * tries again until the store is back (H-43).
 */
export class StoredJournal implements Journal, JournalHistory {
  readonly #host: JournalHost;
  readonly #ring = new JournalRing();
  readonly #writer: JournalWriter;
  #isOpen = false;
  #isStarting = true;
  #working: Promise<void> | null = null;
  #syncPlanned = false;
  #closing = false;
  /** Ends the pause before the next try: at the end there is one last. */
  #closed: () => void = () => undefined;
  readonly #untilClosed = new Promise<void>((resolve) => {
    this.#closed = resolve;
  });
  #nextSequence = 1;
  #lastAtMs = 0;
  #markWanted = false;
  #markStored: boolean | null = null;
  /** Why the store failed last; null while it works. */
  #failure: string | null = null;

  private constructor(host: JournalHost) {
    this.#host = host;
    this.#writer = new JournalWriter(host.store, this.#ring);
  }

  /** Opens what is there. A store that cannot be opened gives a degraded journal, never none. */
  static async open(host: JournalHost): Promise<{ journal: StoredJournal; sessionWasOpen: boolean }> {
    const journal = new StoredJournal(host);
    const opening = journal.#attempt(() => journal.#open());
    // An opening that is too slow to be waited for goes on, and the worker takes over when it is done.
    journal.#working = opening.then(() => journal.#rest());
    const slow = host.pause(OPEN_WITHIN_MS).then(() => 'the disk does not answer');
    journal.#settle(await Promise.race([opening, slow]));
    journal.#isStarting = false;
    return { journal, sessionWasOpen: journal.#markWanted };
  }

  get degraded(): boolean {
    return this.#failure !== null;
  }

  /** Why it is degraded, or null. */
  get failure(): string | null {
    return this.#failure;
  }

  append(record: JournalRecord): void {
    if (this.#ring.isFull && this.#ring.firstSequence > this.#writer.writtenSequence) {
      this.#failure ??= 'the disk is too slow for what happens';
    }
    this.#ring.push({ sequence: this.#nextSequence, at: this.#host.wallTime(), record });
    this.#nextSequence += 1;
    this.#lastAtMs = record.atMs;
    if (record.kind === 'session-began') this.#markWanted = true;
    if (record.kind === 'session-ended' || record.kind === 'session-recovered') this.#markWanted = false;
    this.#wake();
  }

  latest(count: number): readonly JournalEntry[] {
    return this.#ring.latest(count);
  }

  /** Writes what is left, if the disk takes it in time, and lets the store go. */
  async close(): Promise<void> {
    this.#writer.askForSync();
    this.#wake();
    this.#closing = true;
    this.#closed();
    await Promise.race([this.#working, this.#host.pause(CLOSE_WITHIN_MS)]);
    const closed = this.#attempt(() => this.#host.store.close());
    await Promise.race([closed, this.#host.pause(CLOSE_WITHIN_MS)]);
  }

  #wake(): void {
    if (this.#working !== null || this.#closing || !this.#hasWork()) return;
    this.#working = this.#work().then(() => this.#rest());
  }

  #rest(): void {
    this.#working = null;
    this.#wake();
  }

  #hasWork(): boolean {
    return this.#markWanted !== this.#markStored || this.#writer.hasEntries || this.#writer.isSyncDue;
  }

  async #work(): Promise<void> {
    while (this.#hasWork()) {
      const mark = await this.#attempt(() => this.#keepMark());
      const written = await this.#attempt(() => this.#write());
      this.#settle(mark ?? written);
      if (this.#failure === null) continue;
      if (this.#closing) return;
      await Promise.race([this.#host.pause(RETRY_MS), this.#untilClosed]);
    }
    this.#planSync();
  }

  async #keepMark(): Promise<void> {
    const open = this.#markWanted;
    if (open === this.#markStored) return;
    await this.#host.store.writeMark(open);
    this.#markStored = open;
  }

  async #write(): Promise<void> {
    if (!this.#isOpen) await this.#open();
    await this.#writer.write();
  }

  async #open(): Promise<void> {
    const mark = await this.#host.store.readMark();
    // Later than that, what the table does now says more than what it did then.
    if (this.#isStarting) {
      this.#markStored = mark;
      // A mark that cannot be read is no: a table that moves by itself has to be sure why.
      this.#markWanted = mark === true;
    }
    const { entries, lastSequence, tornBytes, damages } = await this.#writer.open();
    this.#isOpen = true;
    this.#ring.putBehind(entries, lastSequence);
    this.#nextSequence += lastSequence;
    if (tornBytes + damages === 0) return;
    this.append({ kind: 'journal-repaired', atMs: this.#lastAtMs, tornBytes, damages });
  }

  /** Null, or why it failed. */
  async #attempt(work: () => Promise<void>): Promise<string | null> {
    try {
      await work();
      return null;
    } catch (thrown) {
      return thrown instanceof Error ? thrown.message : String(thrown);
    }
  }

  #settle(failure: string | null): void {
    const before = this.#failure;
    this.#failure = failure;
    if (failure !== null || before === null) return;
    this.append({ kind: 'journal-recovered', atMs: this.#lastAtMs, because: before, lost: this.#writer.takeLost() });
  }

  #planSync(): void {
    if (this.#syncPlanned || !this.#writer.isUnsynced) return;
    this.#syncPlanned = true;
    void this.#host.pause(SYNC_WITHIN_MS).then(() => {
      this.#syncPlanned = false;
      this.#writer.askForSync();
      this.#wake();
    });
  }
}
