import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FileJournal, readJournalFiles } from '../../../boards/host/file-journal.ts';
import { pause, wallTime } from '../../../boards/host/wall-time.ts';
import { decodeFile, encodeEntry, encodeHead } from '../../../src/records/journal-format.ts';
import { StoredJournal } from '../../../src/records/stored-journal.ts';
import { entriesOf, RECORDS } from '../../records/entries.ts';
import { temporaryState } from './temporary-state.ts';

const openIn = (folder: string) => StoredJournal.open({ store: new FileJournal(folder), wallTime, pause });
const entriesIn = async (folder: string) =>
  (await readJournalFiles(folder)).flatMap((bytes) => decodeFile(bytes).entries.map(({ record }) => record));

/** A file system of its own that is really full or really read-only; null where nobody may mount one. */
function mountSmall(folder: string): { readOnly(): void } | null {
  const mount = (...args: string[]) => execFileSync('mount', args, { stdio: 'ignore' });
  try {
    mount('-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder);
  } catch {
    return null;
  }
  onTestFinished(() => {
    execFileSync('umount', [folder], { stdio: 'ignore' });
  });
  return { readOnly: () => mount('-o', 'remount,ro', folder) };
}

describe('FileJournal', () => {
  it('keeps files and mark for their owner only', async () => {
    const folder = temporaryState();
    const { journal } = await openIn(folder);
    for (const record of RECORDS) journal.append(record);
    await journal.close();
    expect(readdirSync(folder).sort()).toEqual(['journal-00000001.log', 'session-open']);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(await entriesIn(folder)).toEqual(RECORDS);
    expect(readFileSync(join(folder, 'session-open'), 'utf8')).toBe('closed\n');
  });

  it('[H-43] opens a file whose last record was cut, and goes on without damage', async () => {
    const folder = temporaryState();
    const file = join(folder, 'journal-00000001.log');
    const entries = entriesOf(RECORDS.slice(0, 3));
    const whole = Buffer.concat([encodeHead(), ...entries.map(encodeEntry)]);
    const ends = entries.map(
      (_, index) => encodeHead().length + Buffer.concat(entries.slice(0, index + 1).map(encodeEntry)).length,
    );
    for (let length = ends[1] ?? 0; length <= whole.length; length += 7) {
      writeFileSync(file, whole);
      truncateSync(file, length);
      const { journal } = await openIn(folder);
      journal.append({ kind: 'alarm', atMs: 1, level: 'low' });
      await journal.close();
      const { entries: read, damages, tornBytes } = decodeFile(readFileSync(file));
      const kept = ends.filter((end) => end <= length).length;
      expect(read.slice(0, kept)).toEqual(entries.slice(0, kept));
      expect(read.at(-1)?.record).toEqual({ kind: 'alarm', atMs: 1, level: 'low' });
      expect([damages, tornBytes]).toEqual([[], 0]);
    }
  });

  it('[H-51] reads a mark that is missing, torn or strange as no session', async () => {
    const folder = temporaryState();
    for (const text of [null, '', 'op', 'closed\n', 'open?\n', 'open  \n']) {
      if (text !== null) writeFileSync(join(folder, 'session-open'), text);
      const { journal, sessionWasOpen } = await openIn(folder);
      expect([text, sessionWasOpen]).toEqual([text, text === 'open  \n']);
      await journal.close();
    }
  });

  it('keeps eight files', async () => {
    const folder = temporaryState();
    const store = new FileJournal(folder);
    for (let file = 0; file < 12; file += 1) await store.beginFile(encodeHead());
    await store.close();
    expect(readdirSync(folder).sort()).toEqual(
      Array.from({ length: 8 }, (_, index) => `journal-${String(index + 5).padStart(8, '0')}.log`),
    );
  });

  it('[H-43] on a disk that is really full, keeps every record that fitted and goes on when there is room', async (test) => {
    const folder = temporaryState();
    if (mountSmall(folder) === null) test.skip('nobody may mount a file system here');
    writeFileSync(join(folder, 'ballast'), Buffer.alloc(20_000));
    const { journal } = await openIn(folder);
    const records = Array.from({ length: 600 }, (_, index) => ({ kind: 'alarm', atMs: index, level: 'low' }) as const);
    for (const record of records) journal.append(record);
    await expect.poll(() => journal.failure).toMatch(/ENOSPC/);
    const onDisk = await entriesIn(folder);
    expect(onDisk.length).toBeGreaterThan(50);
    expect(onDisk).toEqual(records.slice(0, onDisk.length));
    await journal.close();

    truncateSync(join(folder, 'ballast'), 0);
    const next = await openIn(folder);
    next.journal.append({ kind: 'process-stopped', atMs: 1, exitCode: 0 });
    await next.journal.close();
    const after = (await entriesIn(folder)).filter(({ kind }) => kind !== 'journal-repaired');
    expect(after).toEqual([...onDisk, { kind: 'process-stopped', atMs: 1, exitCode: 0 }]);
  });

  it('[H-43] in a folder that has become read-only, loses nothing that was there and is degraded', async (test) => {
    const folder = temporaryState();
    const small = mountSmall(folder);
    if (small === null) return test.skip('nobody may mount a file system here');
    const first = await openIn(folder);
    for (const record of RECORDS) first.journal.append(record);
    await first.journal.close();
    small.readOnly();
    const { journal } = await openIn(folder);
    journal.append({ kind: 'alarm', atMs: 1, level: 'low' });
    await expect.poll(() => journal.failure).toMatch(/EROFS/);
    expect(journal.latest(2).map(({ record }) => record.kind)).toEqual(
      ['process-stopped', 'alarm'].slice(-journal.latest(2).length),
    );
    await journal.close();
    expect(await entriesIn(folder)).toEqual(RECORDS);
  });

  it('[H-43] is degraded where its folder is gone', async () => {
    const folder = join(temporaryState(), 'gone');
    mkdirSync(folder);
    const { journal } = await openIn(join(folder, 'deeper'));
    expect(journal.failure).toMatch(/ENOENT/);
    await journal.close();
  });
});
