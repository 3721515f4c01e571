import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type FlashResult, flashBoard } from '../../../boards/flash/flash-board.ts';
import { programImage } from '../../../boards/flash/program-image.ts';
import { FakeBootLoader } from './fake-boot-loader.ts';

const HEX = readFileSync(new URL('../../../boards/arduino/firmware/upright-uno.hex', import.meta.url), 'utf8');
const image = programImage(HEX);
const bytes = image.ok ? image.bytes : new Uint8Array();

async function flash(prepare: (loader: FakeBootLoader) => void = () => undefined) {
  const loader = new FakeBootLoader();
  const shares: number[] = [];
  prepare(loader);
  const result: FlashResult = await flashBoard(loader.stream, bytes, {
    place: '/dev/ttyACM0',
    pause: () => new Promise(setImmediate),
    reset: async () => undefined,
    onProgress: (share) => shares.push(share),
  });
  return { loader, shares, result };
}

const problemOf = (result: FlashResult) => (result.ok ? null : result.problem);

describe('flashing a board', () => {
  it('writes the committed image, reads it back, and tells how far it is', async () => {
    const { loader, shares, result } = await flash();
    expect(bytes.length).toBeGreaterThan(10_000);
    expect(result).toEqual({ ok: true });
    expect(Buffer.from(loader.flash.subarray(0, bytes.length)).equals(Buffer.from(bytes))).toBe(true);
    expect(shares.at(-1)).toBe(1);
    expect(shares.every((share, at) => at === 0 || share > (shares[at - 1] ?? 0))).toBe(true);
  });

  it('says that the board was unplugged in the middle, and what to do', async () => {
    const { result } = await flash((loader) => {
      loader.onPage = (count) => void (count === 20 && loader.stream.destroy());
    });
    expect(problemOf(result)).toMatchObject({
      code: 'UNPLUGGED',
      what: expect.stringContaining('while it was flashed'),
    });
    expect(problemOf(result)?.remedies.join()).toContain('upright flash --port /dev/ttyACM0');
  });

  it('does not call written what it cannot read back', async () => {
    const { result } = await flash((loader) => {
      loader.onPage = () => {
        loader.flash[300] = 0;
      };
    });
    expect(problemOf(result)).toMatchObject({ code: 'FLASH', what: expect.stringContaining('at byte 256') });
  });

  it('refuses another chip before anything is written, and says where nothing answers', async () => {
    const { result, loader } = await flash((other) => {
      other.signature = [0x1e, 0x98, 0x01];
    });
    expect(problemOf(result)?.code).toBe('NOT_A_BOARD');
    expect(loader.flash.every((byte) => byte === 0xff)).toBe(true);
    const silent = await flash((other) => {
      other.isSilent = true;
    });
    expect(problemOf(silent.result)?.code).toBe('SILENT');
  });

  it('takes no image with a wrong checksum, a wrong chip or no end', () => {
    expect(programImage(HEX.replace(/[0-9A-F]{2}\r?\n/, '00\n'))).toMatchObject({ ok: false });
    expect(programImage(':10F0000000000000000000000000000000000000000')).toMatchObject({ ok: false });
    expect(programImage(HEX.split('\n').slice(0, 10).join('\n'))).toEqual({ ok: false, because: 'it has no end' });
  });
});
