import type { JournalEntry, JournalRecordKind } from '../domain/journal-record.ts';
import type { JournalStore } from '../ports/journal-store.ts';
import { decodeFile, encodeEntry, encodeHead } from './journal-format.ts';
import type { JournalRing } from './journal-ring.ts';

/** A file is followed by the next one at this size. */
export const MAX_FILE_BYTES = 1024 * 1024;
/** Entries that go to the disk at once. */
const MAX_BATCH = 100;
/** Files that are read at opening: the last one, and the one before where the last has only just begun. */
const FILES_READ = 2;

/** Records that somebody may have to answer for: on the disk for good as soon as they can be. */
const SYNCED_AT_ONCE: readonly JournalRecordKind[] = [
  'process-started',
  'process-stopped',
  'session-began',
  'session-ended',
  'session-recovered',
  'fault',
  'acknowledged',
];

/** What an opening found. */
export interface Found {
  readonly entries: readonly JournalEntry[];
  readonly lastSequence: number;
  readonly tornBytes: number;
  readonly damages: number;
}

/**
 * Moves entries from the ring to the store, one call at a time. Whatever the store rejects is still in the ring, and the
 * next call begins with it. `open` and `write` reject with the disk's reason.
 */
export class JournalWriter {
  readonly #store: JournalStore;
  readonly #ring: JournalRing;
  #fileBytes = 0;
  #syncedFileBytes = 0;
  #syncedSequence = 0;
  #syncDue = false;
  /** The number of the last entry that the store has taken. */
  writtenSequence = 0;
  /** Entries that had left the ring before the store took them, since somebody asked. */
  #lost = 0;

  constructor(store: JournalStore, ring: JournalRing) {
    this.#store = store;
    this.#ring = ring;
  }

  /**
   * Reads what is there and cuts what was never finished. A file that is damaged is left as it is, and a new one begun.
   */
  async open(): Promise<Found> {
    const files = (await this.#store.readLatest(FILES_READ)).map(decodeFile);
    const last = files.at(-1);
    const tornBytes = last?.tornBytes ?? 0;
    const entries = files.flatMap((file) => file.entries);
    const lastSequence = entries.reduce((highest, { sequence }) => Math.max(highest, sequence), 0);
    const damages = (last?.damages.length ?? 0) + (last?.head === 'damaged' ? 1 : 0);
    if (last?.head === 'whole' && damages === 0) {
      if (tornBytes > 0) await this.#store.cut(last.endBytes);
      this.#fileBytes = last.endBytes;
      this.#syncedFileBytes = last.endBytes;
    } else await this.#beginFile();
    this.writtenSequence = lastSequence;
    this.#syncedSequence = lastSequence;
    return { entries, lastSequence, tornBytes, damages };
  }

  get hasEntries(): boolean {
    return this.#ring.after(this.writtenSequence, 1).length > 0;
  }

  get isUnsynced(): boolean {
    return this.writtenSequence > this.#syncedSequence;
  }

  get isSyncDue(): boolean {
    return this.#syncDue && this.isUnsynced;
  }

  /** Lets the next `write` end with a sync. */
  askForSync(): void {
    this.#syncDue = true;
  }

  /** How many entries were lost since the last call. */
  takeLost(): number {
    this.#passOverLost();
    const lost = this.#lost;
    this.#lost = 0;
    return lost;
  }

  async write(): Promise<void> {
    this.#passOverLost();
    const batch = this.#ring.after(this.writtenSequence, MAX_BATCH);
    const last = batch.at(-1);
    if (last !== undefined) {
      const bytes = Buffer.concat(batch.map(encodeEntry));
      if (this.#fileBytes + bytes.length > MAX_FILE_BYTES) await this.#rotate();
      await this.#store.append(bytes);
      this.#fileBytes += bytes.length;
      this.writtenSequence = last.sequence;
      if (batch.some(({ record }) => SYNCED_AT_ONCE.includes(record.kind))) this.#syncDue = true;
    }
    if (this.isSyncDue) await this.#sync();
  }

  #passOverLost(): void {
    const gap = this.#ring.firstSequence - 1 - this.writtenSequence;
    if (!Number.isFinite(gap) || gap <= 0) return;
    this.#lost += gap;
    this.writtenSequence += gap;
  }

  async #rotate(): Promise<void> {
    if (this.isUnsynced) await this.#sync();
    await this.#beginFile();
  }

  async #beginFile(): Promise<void> {
    const head = encodeHead();
    await this.#store.beginFile(head);
    this.#fileBytes = head.length;
    this.#syncedFileBytes = head.length;
  }

  /** What a sync could not vouch for is written once more: a disk that has failed a sync may have forgotten it. */
  async #sync(): Promise<void> {
    try {
      await this.#store.sync();
    } catch (thrown) {
      this.writtenSequence = this.#syncedSequence;
      this.#fileBytes = this.#syncedFileBytes;
      throw thrown;
    }
    this.#syncDue = false;
    this.#syncedSequence = this.writtenSequence;
    this.#syncedFileBytes = this.#fileBytes;
  }
}
