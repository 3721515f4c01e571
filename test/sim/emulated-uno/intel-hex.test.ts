import { describe, expect, it } from 'vitest';
import { readIntelHex } from '../../../sim/emulated-uno/intel-hex.ts';

const BLINK = ':100000000C945C000C946E000C946E000C946E00CA\n';
const END = ':00000001FF\n';

describe('readIntelHex', () => {
  it('puts records where they belong and leaves the rest erased', () => {
    const image = readIntelHex(BLINK + END);
    expect(image).toMatchObject({ ok: true, bytes: 16 });
    if (!image.ok) return;
    expect([...image.flash.subarray(0, 4)]).toEqual([0x0c, 0x94, 0x5c, 0x00]);
    expect(image.flash[16]).toBe(0xff);
  });

  it.each([
    ['a wrong checksum', BLINK.replace('CA\n', 'CB\n') + END, 'line 1 is no record'],
    ['no records at all', 'hello\n', 'line 1 is no record'],
    ['a file that is cut short', BLINK, 'its end record is missing'],
    ['an empty program', END, 'it holds no program'],
    ['a program for a larger chip', `:02000004000AF0\n${END}`, 'meant for a larger chip'],
    ['more than 32 KiB', `:01800000007F\n${END}`, 'beyond the 32 KiB'],
  ])('says what is wrong with %s', (_what, text, because) => {
    const image = readIntelHex(text);
    expect(image.ok ? 'read' : image.because).toContain(because);
  });
});
