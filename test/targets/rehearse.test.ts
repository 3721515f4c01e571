import { expect, it } from 'vitest';
import { readArduinoFile } from '../../sim/emulated-uno/arduino-files.ts';
import { programOf } from '../../sim/emulated-uno/avr-program.ts';
import { EmulatedTable } from '../../sim/emulated-uno/emulated-table.ts';
import { readIntelHex } from '../../sim/emulated-uno/intel-hex.ts';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { calibrate, openEmulatedBoard, rehearse } from '../../src/targets/emulated-board.ts';

/** Blocks of the program that are translated when a board's first lease has been given and a motion asked for. */
async function translatedByLease(flash: Uint8Array): Promise<number> {
  const { blocks } = programOf(flash);
  const count = () => blocks.filter((block) => block !== undefined).length;
  const table = new EmulatedTable({ flash, settings: DEFAULT_SETTINGS, rider: null });
  const board = await openEmulatedBoard(table, DEFAULT_SETTINGS);
  await calibrate(board, DEFAULT_SETTINGS);
  const before = count();
  const moves = { driveEnabled: true, brakeReleased: true, sessionOpen: true };
  const stands = { driveEnabled: false, brakeReleased: false, sessionOpen: false };
  for (let cycle = 0; cycle < 100; cycle += 1) {
    const how = cycle < 50 ? stands : moves;
    board.table.write({ duty: 0, leaseMs: 250, person: true, alarm: 'none', ...how });
    await board.wait(10);
  }
  return count() - before;
}

const freshImage = (): Uint8Array => {
  const image = readIntelHex(readArduinoFile('firmware/upright-uno.hex'));
  if (!image.ok) throw new Error(image.because);
  return image.flash;
};

it('after a rehearsal the first lease of another board translates next to nothing of the program', async () => {
  const cold = await translatedByLease(freshImage());
  const flash = freshImage();
  await rehearse(flash, DEFAULT_SETTINGS);
  const warm = await translatedByLease(flash);
  expect(cold).toBeGreaterThan(50);
  expect(warm).toBeLessThan(cold / 10);
}, 60_000);
