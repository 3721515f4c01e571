import { calibrate, openEmulatedBoard } from './emulated-board.ts';
import { riderOn, targetOf } from './paced-target.ts';
import type { Target, TargetOptions } from './target.ts';

/** The emulated board's serial port is in this process; the real firmware and the real driver speak over it. */
export async function openEmulatedTable(options: TargetOptions & { readonly calibrated?: boolean }): Promise<Target> {
  const { settings, speed, wall, occupancy, calibrated = true } = options;
  const [{ EmulatedTable }, { EmulatedInputs }, { readIntelHex }, { readArduinoFile }, { PacedClock }] =
    await Promise.all([
      import('../../sim/emulated-uno/emulated-table.ts'),
      import('../../sim/emulated-uno/emulated-faults.ts'),
      import('../../sim/emulated-uno/intel-hex.ts'),
      import('../../sim/emulated-uno/arduino-files.ts'),
      import('../../sim/paced-clock.ts'),
    ]);
  const image = readIntelHex(readArduinoFile('firmware/upright-uno.hex'));
  if (!image.ok) throw new Error(`this release's own firmware: ${image.because}`);
  const table = new EmulatedTable({
    flash: image.flash,
    settings,
    rider: occupancy === 'none' ? null : { massKg: 85, comCm: 0 },
    bootLoader: 'optiboot-8',
  });
  const board = await openEmulatedBoard(table, settings);
  if (calibrated) await calibrate(board, settings);
  const clock = new PacedClock({ table, wall, speed, waits: true });
  const buttons = new EmulatedInputs(table);
  const rider = await riderOn({ table, buttons, settings, occupancy });
  return targetOf({ hardware: board.table, clock, buttons, rider, board });
}
