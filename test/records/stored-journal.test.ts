import { describe, expect, it } from 'vitest';
import type { JournalRecord } from '../../src/domain/journal-record.ts';
import { decodeFile, encodeEntry, encodeHead } from '../../src/records/journal-format.ts';
import { RING_ENTRIES } from '../../src/records/journal-ring.ts';
import { MAX_FILE_BYTES } from '../../src/records/journal-writer.ts';
import { StoredJournal } from '../../src/records/stored-journal.ts';
import { entriesOf, RECORDS } from './entries.ts';
import { MemoryStore, Pauses, settle } from './memory-store.ts';

const RETRY_MS = 5000;
const BEGAN: JournalRecord = { kind: 'session-began', atMs: 1, program: 'p', occupancy: 'person' };
const ENDED: JournalRecord = {
  kind: 'session-ended',
  atMs: 9,
  program: 'p',
  outcome: 'completed',
  cause: null,
  durationMs: 8,
  headDownMs: 4,
};
const FAULT: JournalRecord = { kind: 'fault', atMs: 5, id: 'H-11', reaction: 'RET', tiltDeg: -60 };
const alarm = (atMs: number): JournalRecord => ({ kind: 'alarm', atMs, level: 'low' });

async function openOn(store: MemoryStore) {
  const pauses = new Pauses();
  const host = { store, wallTime: () => '2026-11-24T12:00:00.000Z', pause: pauses.pause };
  const { journal, sessionWasOpen } = await StoredJournal.open(host);
  await settle();
  return { journal, sessionWasOpen, pauses };
}

describe('StoredJournal', () => {
  it('writes records in order, numbers them over restarts, and never twice the same', async () => {
    const store = new MemoryStore();
    for (let start = 0; start < 3; start += 1) {
      const { journal } = await openOn(store);
      for (const record of RECORDS) journal.append(record);
      await journal.close();
    }
    expect(store.entries.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 3 * RECORDS.length }, (_, index) => index + 1),
    );
    expect(store.entries.map(({ record }) => record)).toEqual([...RECORDS, ...RECORDS, ...RECORDS]);
  });

  it('syncs a fault and the ends of a session at once, and the rest together within a second', async () => {
    const store = new MemoryStore();
    const { journal, pauses } = await openOn(store);
    for (const record of [BEGAN, FAULT, ENDED]) {
      const before = store.syncs;
      journal.append(record);
      await settle();
      expect(store.syncs).toBe(before + 1);
    }
    const before = store.syncs;
    for (let atMs = 10; atMs < 60; atMs += 10) {
      journal.append(alarm(atMs));
      await settle();
    }
    expect(store.syncs).toBe(before);
    await pauses.pass(1000);
    expect(store.syncs).toBe(before + 1);
  });

  it('[H-51] keeps a mark from START until upright, before and after its record', async () => {
    const store = new MemoryStore();
    const { journal, sessionWasOpen } = await openOn(store);
    expect([sessionWasOpen, store.mark]).toEqual([false, false]);
    journal.append(BEGAN);
    await settle();
    expect(store.mark).toBe(true);
    // The power goes here.
    const next = await openOn(store);
    expect(next.sessionWasOpen).toBe(true);
    next.journal.append({ kind: 'session-recovered', atMs: 3 });
    await settle();
    expect(store.mark).toBe(false);
  });

  it('[H-43] cuts a torn tail on opening and goes on behind the last whole record', async () => {
    const entries = entriesOf(RECORDS);
    const whole = Buffer.concat([encodeHead(), ...entries.map(encodeEntry)]);
    const last = entries.at(-1);
    const lastBytes = last === undefined ? 0 : encodeEntry(last).length;
    for (let cut = 1; cut < lastBytes; cut += 1) {
      const store = new MemoryStore();
      store.files = [whole.subarray(0, whole.length - cut)];
      const { journal } = await openOn(store);
      journal.append(BEGAN);
      await settle();
      expect(store.files.flatMap((bytes) => decodeFile(bytes).damages)).toEqual([]);
      expect(store.entries.slice(0, RECORDS.length - 1)).toEqual(entries.slice(0, -1));
      expect(store.entries.slice(RECORDS.length - 1).map(({ record }) => record)).toEqual([
        { kind: 'journal-repaired', atMs: 0, tornBytes: lastBytes - cut, damages: 0 },
        BEGAN,
      ]);
    }
  });

  it('[H-43] leaves a damaged file as it is, begins another and reports it once', async () => {
    const file = Buffer.concat([encodeHead(), ...entriesOf(RECORDS).map(encodeEntry)]);
    const at = Math.floor(file.length / 2);
    file[at] = (file[at] ?? 0) ^ 1;
    const store = new MemoryStore();
    store.files = [file];
    await openOn(store);
    await openOn(store);
    expect(store.files[0]).toEqual(file);
    expect(store.kinds.slice(RECORDS.length - 1)).toEqual(['journal-repaired']);
    expect(store.entries.at(-1)?.sequence).toBe(RECORDS.length + 1);
  });

  it('[H-43] keeps records in memory while the disk fails, and writes all of them when it is back', async () => {
    const store = new MemoryStore();
    const { journal, pauses } = await openOn(store);
    store.failure = 'EIO: i/o error, write';
    journal.append(BEGAN);
    await settle();
    expect(journal.degraded).toBe(true);
    for (let atMs = 10; atMs < 500; atMs += 10) journal.append(alarm(atMs));
    await pauses.pass(RETRY_MS);
    expect(journal.degraded).toBe(true);
    expect(journal.latest(3).map(({ record }) => record.atMs)).toEqual([470, 480, 490]);
    store.failure = null;
    await pauses.pass(RETRY_MS);
    expect(journal.degraded).toBe(false);
    expect(store.kinds).toEqual(['session-began', ...Array(49).fill('alarm'), 'journal-recovered']);
    expect(store.entries.at(-1)?.record).toMatchObject({ because: 'EIO: i/o error, write', lost: 0 });
    expect(store.mark).toBe(true);
  });

  it('[H-43] counts what memory could not hold, and tells it when the disk is back', async () => {
    const store = new MemoryStore();
    const { journal, pauses } = await openOn(store);
    store.capacity = 100;
    for (let atMs = 1; atMs <= RING_ENTRIES + 250; atMs += 1) journal.append(alarm(atMs));
    await settle();
    expect(journal.degraded).toBe(true);
    store.capacity = Number.POSITIVE_INFINITY;
    for (let turn = 0; turn < 3; turn += 1) await pauses.pass(RETRY_MS);
    expect(store.entries[0]?.record).toEqual(alarm(251));
    expect(store.entries).toHaveLength(RING_ENTRIES + 1);
    expect(store.entries.at(-1)?.record).toMatchObject({ kind: 'journal-recovered', lost: 250 });
    const sequences = store.entries.map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.map((_, index) => index + 251));
  });

  it('[H-43] is degraded by a disk that hangs, and goes on when it answers', async () => {
    const store = new MemoryStore();
    const { journal, pauses } = await openOn(store);
    store.hang();
    for (let atMs = 1; atMs <= RING_ENTRIES + 100; atMs += 1) journal.append(alarm(atMs));
    await settle();
    expect(journal.degraded).toBe(true);
    store.goOn();
    for (let turn = 0; turn < 3; turn += 1) await pauses.pass(RETRY_MS);
    expect(journal.degraded).toBe(false);
    expect(store.entries.at(-1)?.record).toMatchObject({ kind: 'journal-recovered' });
  });

  it('[H-43] writes again whatever a failed sync could not vouch for', async () => {
    const store = new MemoryStore();
    const { journal, pauses } = await openOn(store);
    journal.append(alarm(1));
    journal.append(alarm(2));
    await settle();
    store.syncFailure = 'EIO';
    journal.append(FAULT);
    await settle();
    expect([journal.degraded, store.kinds]).toEqual([true, []]);
    store.syncFailure = null;
    await pauses.pass(RETRY_MS);
    expect(store.kinds).toEqual(['alarm', 'alarm', 'fault', 'journal-recovered']);
    expect(store.entries.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
  });

  it('[H-43] writes records although the mark cannot be written, and says that it is degraded', async () => {
    const store = new MemoryStore();
    store.markFailure = 'EACCES';
    const { journal, pauses } = await openOn(store);
    journal.append(BEGAN);
    await pauses.pass(RETRY_MS);
    expect(store.kinds).toContain('session-began');
    expect(journal.degraded).toBe(true);
  });

  it('[H-43] opens degraded where the disk cannot be read or does not answer, and recovers', async () => {
    const store = new MemoryStore();
    store.files = [Buffer.concat([encodeHead(), ...entriesOf(RECORDS).map(encodeEntry)])];
    store.failure = 'unreadable';
    const { journal, pauses } = await openOn(store);
    journal.append(BEGAN);
    await settle();
    expect(journal.degraded).toBe(true);
    store.failure = null;
    await pauses.pass(RETRY_MS);
    expect(journal.degraded).toBe(false);
    const added = store.entries.slice(RECORDS.length);
    expect(added.map(({ sequence, record }) => [sequence - RECORDS.length, record.kind])).toEqual([
      [1, 'session-began'],
      [2, 'journal-recovered'],
    ]);

    const slow = new MemoryStore();
    slow.hang();
    const waiting = new Pauses();
    const opening = StoredJournal.open({ store: slow, wallTime: () => '', pause: waiting.pause });
    await waiting.pass(5000);
    const opened = await opening;
    expect([opened.journal.degraded, opened.sessionWasOpen]).toEqual([true, false]);
    opened.journal.append(BEGAN);
    slow.goOn();
    await waiting.pass(5000);
    expect(opened.journal.degraded).toBe(false);
    expect(slow.kinds).toEqual(['session-began', 'journal-recovered']);
  });

  it('begins another file at its size', async () => {
    const store = new MemoryStore();
    const { journal } = await openOn(store);
    const long: JournalRecord = {
      kind: 'command',
      atMs: 1,
      command: { kind: 'select', program: 'x'.repeat(4000) },
      answer: 'ok',
    };
    const records = 600;
    for (let index = 0; index < records; index += 1) journal.append(long);
    await settle();
    await journal.close();
    expect(store.files.length).toBeGreaterThan(2);
    for (const file of store.files) expect(file.length).toBeLessThanOrEqual(MAX_FILE_BYTES);
    expect(store.entries).toHaveLength(records);
  });

  it('ends although the disk hangs', async () => {
    const store = new MemoryStore();
    const { journal, pauses } = await openOn(store);
    store.hang();
    journal.append(ENDED);
    const closing = journal.close();
    await pauses.pass(2000);
    await closing;
    expect(store.calls.at(-1)).toBe('close');
  });
});
