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

  it('erases a word with ctrl-W, the line with ctrl-U, and rings for TAB', () => {
    const { seen, type } = readerOf({ editing: true });
    type('goto -20  \x17-3\t0\rrubbish\xe9 more\x15status\r');
    expect(seen.lines).toEqual(['goto -30', 'status']);
    expect(seen.echo).toContain('\x07');
  });

  it('takes up and down from ctrl-P and ctrl-N as well, and swallows other sequences whole', () => {
    const { seen, type } = readerOf({ editing: true });
    type('one\rtwo\r\x10\x10\x0e\rsta\x1b[1;5C\x1bOH\x1b[3~tus\r');
    expect(seen.lines).toEqual(['one', 'two', 'two', 'status']);
  });

  it('[H-41] never lets half a sequence eat the line after it', () => {
    for (const half of ['\x1b', '\x1b[', '\x1bO', '\x1b[12;', '\x1b[12;\xff\x15']) {
      const { seen, type } = readerOf({ editing: true });
      type(`${half}\rstatus\r`);
      expect(seen.lines.at(-1)).toBe('status');
    }
  });

  it('[H-41] ignores XON and XOFF between lines, and rejects a line that holds one', () => {
    for (const editing of [true, false]) {
      const { seen, type } = readerOf({ editing });
      type('\x13\x11status\r\x13goto -\x113\r');
      expect(seen.lines).toEqual(['status']);
      expect(seen.rejected).toHaveLength(1);
    }
  });

  it('never fills the last column: a line longer than the terminal is wide scrolls sideways', () => {
    const { seen, type } = readerOf({ editing: true });
    for (const letter of 'abcdefghij'.repeat(12)) {
      seen.echo = '';
      type(letter);
      const shown = seen.echo.split('\x1b[K').at(-1) ?? '';
      expect(shown.length).toBeLessThanOrEqual(78);
    }
    expect(seen.echo).toBe(`\r\x1b[K> <${'abcdefghij'.repeat(12).slice(-75)}`);
    seen.echo = '';
    type('\x7f'.repeat(44));
    expect(seen.echo).toBe(`\r\x1b[K> ${'abcdefghij'.repeat(7)}abcdef`);
  });

  it('[H-40] echoes no more than a screen for any chunk', () => {
    const chunk = fc.oneof(
      fc.uint8Array({ maxLength: 4096 }),
      fc.constantFrom('\x1b[A', '\x1b[A\r', '\x15', '\x0c', '\t', 'x\r', '\xff').map((keys) => keys.repeat(800)),
    );
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 6 }), (chunks) => {
        const { reader, seen } = readerOf({ editing: true });
        for (const bytes of [`${'y'.repeat(128)}\r`, ...chunks]) {
          seen.echo = '';
          reader.feed(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
          expect(seen.echo.length).toBeLessThanOrEqual(3 * 4096 + 300);
        }
      }),
      { numRuns: 50 },
    );
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
