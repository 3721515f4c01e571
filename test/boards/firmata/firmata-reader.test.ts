import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FirmataReader } from '../../../boards/firmata/firmata-reader.ts';

function readAll(bytes: readonly number[], cut = bytes.length): readonly string[] {
  const heard: string[] = [];
  const reader = new FirmataReader({
    sysex: (number, payload) => heard.push(`sysex ${number}: ${[...payload].join(' ')}`),
    message: (status, first, second) => heard.push(`message ${status.toString(16)} ${first} ${second}`),
    damaged: (number) => heard.push(`damaged ${number}`),
  });
  for (let at = 0; at < bytes.length; at += Math.max(cut, 1))
    reader.read(Uint8Array.from(bytes.slice(at, at + Math.max(cut, 1))));
  return heard;
}

const FRAME = [0xf0, 2, 1, 2, 3, 0xf7];
const SAID = 'sysex 2: 1 2 3';

describe('reading Firmata', () => {
  it('hears the same however the bytes are cut', () => {
    const stream = [...FRAME, 0xe0, 5, 6, 0xf9, 2, 5, ...FRAME];
    const whole = readAll(stream);
    expect(whole).toEqual([SAID, 'message e0 5 6', 'message f9 2 5', SAID]);
    for (let cut = 1; cut < stream.length; cut += 1) expect(readAll(stream, cut)).toEqual(whole);
  });

  it('[H-32] finds the next frame after a stray F0, and says that one was lost', () => {
    expect(readAll([0xf0, ...FRAME])).toEqual(['damaged null', SAID]);
    expect(readAll([...FRAME.slice(0, 4), ...FRAME])).toEqual(['damaged 2', SAID]);
  });

  it('[H-30] finds the next frame after a lost F0, a lost F7 and a byte that is no data', () => {
    expect(readAll([...FRAME.slice(1), ...FRAME])).toEqual(['damaged null', SAID]);
    expect(readAll([...FRAME.slice(0, -1), ...FRAME])).toEqual(['damaged 2', SAID]);
    expect(readAll([0xf0, 2, 1, 0xc5, 3, 0xf7, ...FRAME])).toEqual(['damaged 2', 'message c5 3 0', SAID]);
  });

  it('takes nothing for a frame that is longer than any can be, and goes on after it', () => {
    const endless = Array.from({ length: 5000 }, () => 1);
    expect(readAll([0xf0, 2, ...endless, 0xf7, ...FRAME])).toEqual(['damaged 2', SAID]);
  });

  it('hears a sound frame after any bytes at all, once an F7 has gone before it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 200 }), (noise) => {
        expect(readAll([...noise, 0xf7, ...FRAME]).at(-1)).toBe(SAID);
      }),
    );
  });
});
