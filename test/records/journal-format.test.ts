import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFile, encodeEntry, encodeHead } from '../../src/records/journal-format.ts';
import { entriesOf, RECORDS } from './entries.ts';

const ENTRIES = entriesOf(RECORDS);
const PARTS = ENTRIES.map(encodeEntry);
const FILE = Buffer.concat([encodeHead(), ...PARTS]);
/** Where each record ends in the file. */
const ENDS = PARTS.map((_, index) => encodeHead().length + Buffer.concat(PARTS.slice(0, index + 1)).length);

describe('the journal in bytes', () => {
  it('reads what it wrote, each kind of it', () => {
    expect(decodeFile(FILE)).toEqual({
      head: 'whole',
      entries: ENTRIES,
      damages: [],
      endBytes: FILE.length,
      tornBytes: 0,
    });
  });

  it('is written as docs/journal.md says', () => {
    const [entry] = entriesOf([{ kind: 'process-stopped', atMs: 60_000, exitCode: 3 }], 10);
    expect(entry && Buffer.from(encodeEntry(entry)).toString()).toBe(
      '\x1e00000054 0000000a 88d914bd {"at":"2026-09-21T14:14:20.000Z","kind":"process-stopped","atMs":60000,"exitCode":3}\n',
    );
    expect(Buffer.from(encodeHead()).toString()).toBe('upright-journal 1 bb77b113\n');
  });

  it('[H-43] cut at every byte, holds every record that was finished, and says where the next one goes', () => {
    const next = entriesOf([{ kind: 'alarm', atMs: 70_000, level: 'low' }], 100);
    for (let length = encodeHead().length; length <= FILE.length; length += 1) {
      const finished = ENDS.filter((end) => end <= length).length;
      const { head, entries, damages, endBytes, tornBytes } = decodeFile(FILE.subarray(0, length));
      expect({ head, entries, damages, tornBytes }).toEqual({
        head: 'whole',
        entries: ENTRIES.slice(0, finished),
        damages: [],
        tornBytes: length - endBytes,
      });
      const appended = Buffer.concat([FILE.subarray(0, endBytes), ...next.map(encodeEntry)]);
      expect(decodeFile(appended)).toMatchObject({ entries: [...entries, ...next], damages: [], tornBytes: 0 });
    }
  });

  it('[H-43] cut in the middle of its head, says so', () => {
    for (let length = 0; length < encodeHead().length; length += 1) {
      expect(decodeFile(FILE.subarray(0, length))).toMatchObject({ head: 'torn', entries: [] });
    }
  });

  it('[H-43] loses to a changed byte only the record that it stands in, and reports it', () => {
    const change = fc.record({ at: fc.nat(FILE.length - 1), to: fc.integer({ min: 1, max: 255 }) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const bytes = Buffer.from(FILE);
        for (const { at, to } of changes) bytes[at] = (FILE[at] ?? 0) ^ to;
        const touched = new Set(changes.map(({ at }) => ENDS.findIndex((end) => at < end)));
        for (const [index] of ENTRIES.entries())
          if (changes.every(({ at }) => bytes[at] === FILE[at])) touched.delete(index);
        const headTouched = changes.some(({ at }) => at < encodeHead().length);
        const found = decodeFile(bytes);
        const lost = ENTRIES.filter((entry) => !found.entries.some(({ sequence }) => sequence === entry.sequence));
        for (const entry of lost) expect(touched).toContain(entry.sequence - 1);
        for (const entry of found.entries) expect(ENTRIES).toContainEqual(entry);
        if (lost.length > 0) expect(found.damages.length + found.tornBytes).toBeGreaterThan(0);
        expect(found.head).toBe(headTouched ? 'damaged' : 'whole');
      }),
      { numRuns: 500 },
    );
  });

  it('[H-43] finds what lies behind a stretch of any bytes, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(ENTRIES.length), (noise, after) => {
        const parts = [encodeHead(), ...PARTS.slice(0, after), noise, ...PARTS.slice(after)];
        const found = decodeFile(Buffer.concat(parts));
        expect(found.entries).toEqual(ENTRIES);
      }),
      { numRuns: 300 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => decodeFile(bytes).entries.length >= 0));
  });

  it('tells a newer format from a damaged head', () => {
    expect(decodeFile(Buffer.from('upright-journal 2 227ee0a9\n')).head).toBe('newer');
    expect(decodeFile(Buffer.from('upright-journal 2 bb77b113\n')).head).toBe('damaged');
  });

  it('hands on a whole record of a kind that it does not know', () => {
    const [entry] = entriesOf([{ kind: 'dreamt', atMs: 5, of: 'sheep' } as never]);
    const file = Buffer.concat([encodeHead(), entry === undefined ? Buffer.alloc(0) : encodeEntry(entry)]);
    const [read] = decodeFile(file).entries;
    expect(read?.record).toMatchObject({ kind: 'foreign', atMs: 5, text: expect.stringContaining('sheep') });
  });
});
