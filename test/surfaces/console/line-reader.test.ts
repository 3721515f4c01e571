import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineReader, MAX_LINE_BYTES } from '../../../src/surfaces/console/line-reader.ts';

function readerOf({ editing }: { readonly editing: boolean }) {
  const seen = { lines: [] as string[], rejected: [] as string[], emergencies: 0, ends: 0, echo: '' };
  const reader = new LineReader(
    {
      line: (text) => seen.lines.push(text),
      rejected: (because) => seen.rejected.push(because),
      emergency: () => {
        seen.emergencies += 1;
      },
      endOfInput: () => {
        seen.ends += 1;
      },
      echo: (text) => {
        seen.echo += text;
      },
    },
    editing,
  );
  return { reader, seen, type: (text: string) => reader.feed(Buffer.from(text, 'latin1')) };
}

describe('line reader', () => {
  it('ends a line with CR, LF or both', () => {
    const { seen, type } = readerOf({ editing: false });
    type('one\rtwo\nthree\r');
    type('\nfour\n\nsix\r\n');
    expect(seen.lines).toEqual(['one', 'two', 'three', 'four', '', 'six']);
  });

  it('takes 128 bytes and drops the rest of a longer line', () => {
    const { seen, type } = readerOf({ editing: false });
    type(`${'a'.repeat(MAX_LINE_BYTES)}\n${'b'.repeat(500)}\nstatus\n`);
    expect(seen.lines).toEqual(['a'.repeat(MAX_LINE_BYTES), 'status']);
    expect(seen.rejected).toHaveLength(1);
  });

  it('[H-41] drops a line with a byte that is not printable ASCII, rather than reading it without', () => {
    const { seen, type } = readerOf({ editing: false });
    type('goto -3\x000\nsta\xfftus\nhelp\n');
    expect(seen.lines).toEqual(['help']);
    expect(seen.rejected).toHaveLength(2);
  });

  it('discards the line under way at the emergency byte', () => {
    const { seen, type } = readerOf({ editing: false });
    type('goto -3!0\n');
    expect(seen.emergencies).toBe(1);
    expect(seen.lines).toEqual(['0']);
  });

  it('[H-41] sees every emergency byte among any others, never throws, and holds at most one line', () => {
    const bytes = fc.uint8Array({ maxLength: 600 });
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 6 }), fc.boolean(), (chunks, editing) => {
        const { reader, seen } = readerOf({ editing });
        for (const chunk of chunks) {
          reader.feed(chunk);
          expect(reader.text.length).toBeLessThanOrEqual(MAX_LINE_BYTES);
        }
        const wanted = chunks.flatMap((chunk) => [...chunk]).filter((byte) => byte === 0x21 || byte === 0x03).length;
        expect(seen.emergencies).toBe(wanted);
        for (const line of seen.lines) expect(line).toMatch(/^[ -~]{0,128}$/);
      }),
      { numRuns: 300 },
    );
  });

  it('reads the next line whatever came before it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (rubbish, editing) => {
        const { seen, reader, type } = readerOf({ editing });
        reader.feed(rubbish);
        type('\n\nstatus\n');
        expect(seen.lines.at(-1)).toBe('status');
      }),
      { numRuns: 300 },
    );
  });

  it('edits: backspace, ctrl-U and the history by arrows', () => {
    const { seen, type } = readerOf({ editing: true });
    type('statuz\x7fs\rrubbish\x15help\r\x1b[A\x1b[A\r\x1b[A\x1b[A\x1b[B\r');
    expect(seen.lines).toEqual(['status', 'help', 'status', 'status']);
    expect(seen.echo).toContain('statuz\b \bs');
  });

  it('forgets the oldest lines of the history', () => {
    const { seen, type } = readerOf({ editing: true });
    for (let line = 0; line < 100; line += 1) type(`line ${line}\r`);
    type(`${'\x1b[A'.repeat(500)}\r`);
    expect(seen.lines.at(-1)).toBe('line 80');
  });

  it('takes a last line without a line end', () => {
    const { seen, type, reader } = readerOf({ editing: false });
    type('status');
    reader.finish();
    expect(seen.lines).toEqual(['status']);
  });
});
