import { accessTo } from './board-access.ts';
import { riderOn, targetOf } from './paced-target.ts';
import type { Target, TargetOptions } from './target.ts';

/** The emulated board's serial port is in this process; the real firmware and the real driver speak over it. */
export async function openEmulatedTable(options: TargetOptions & { readonly calibrated?: boolean }): Promise<Target> {
  const { settings, speed, wall, occupancy, calibrated = true } = options;
  const [{ EmulatedTable }, { EmulatedSerialLink }, { EmulatedInputs }, { readIntelHex }, { readArduinoFile }] =
    await Promise.all([
      import('../../sim/emulated-uno/emulated-table.ts'),
      import('../../sim/emulated-uno/emulated-serial-link.ts'),
      import('../../sim/emulated-uno/emulated-faults.ts'),
      import('../../sim/emulated-uno/intel-hex.ts'),
      import('../../sim/emulated-uno/arduino-files.ts'),
    ]);
  const [{ openFirmataTable }, { PacedClock }] = await Promise.all([
    import('../../boards/firmata/open-firmata-table.ts'),
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
  const pause = (ms: number) => letPass(table, ms);
  const opened = await openFirmataTable(new EmulatedSerialLink({ uno: table.uno }), {
    place: 'emulated',
    settings,
    pause,
    nowMs: () => table.nowMs,
    openAgain: null,
    release: async (stream) => void stream.destroy(),
  });
  if (!opened.ok) throw new Error(opened.problem.what);
  const turnByHand = (tiltDeg: number) => table.plant.turnByHand(tiltDeg);
  const board = await accessTo({
    table: opened.table,
    wait: pause,
    nowMs: () => table.nowMs,
    turnByHand,
    hangUp: null,
  });
  if (calibrated) {
    const written = await board.setup.writeCalibration(board.calibrationOf(settings));
    if (!written.ok) throw new Error(written.because);
  }
  const clock = new PacedClock({ table, wall, speed, waits: true });
  const buttons = new EmulatedInputs(table);
  const rider = await riderOn({ table, buttons, settings, occupancy });
  return targetOf({ hardware: opened.table, clock, buttons, rider, board });
}

/** What has arrived at a stream that was just opened is heard in a turn of its own. */
export async function letPass(table: { advance(ms: number): void }, ms: number): Promise<void> {
  table.advance(ms);
  await new Promise(setImmediate);
}
