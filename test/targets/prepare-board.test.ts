import { describe, expect, it } from 'vitest';
import { readArduinoFile } from '../../sim/emulated-uno/arduino-files.ts';
import { EmulatedTable } from '../../sim/emulated-uno/emulated-table.ts';
import { readIntelHex } from '../../sim/emulated-uno/intel-hex.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/config/settings.ts';
import { calibrate, openEmulatedBoard } from '../../src/targets/emulated-board.ts';
import { prepareBoard } from '../../src/targets/prepare-board.ts';

/** A lower table than the default one: upright there is head-up by 30 deg. */
const LOW: Settings = { ...DEFAULT_SETTINGS, table: { ...DEFAULT_SETTINGS.table, uprightDeg: 30, invertedDeg: -20 } };

/** A board whose controller is gone in the middle of a session; by now the rig plays LOW to it. */
async function leftInSession(calibrated: Settings) {
  const image = readIntelHex(readArduinoFile('firmware/upright-uno.hex'));
  if (!image.ok) throw new Error(image.because);
  const bootLoader = 'optiboot-8' as const;
  const emulated = new EmulatedTable({ flash: image.flash, settings: LOW, rider: null, startTiltDeg: 30, bootLoader });
  const board = await openEmulatedBoard(emulated, LOW);
  await calibrate(board, calibrated);
  const command = { duty: 0, driveEnabled: false, brakeReleased: false, leaseMs: 250, person: true } as const;
  for (const sessionOpen of [false, true]) {
    for (let passedMs = 0; passedMs < 500; passedMs += 10) {
      board.table.write({ ...command, sessionOpen, alarm: 'none' });
      await board.wait(10);
    }
  }
  await board.wait(1000);
  const showAngle = (counts: number | null): void => {
    emulated.sensors.defects.pot = counts === null ? { kind: 'sound' } : { kind: 'tied', counts };
  };
  return { emulated, board, showAngle };
}

describe('a board of the bench', () => {
  it('begins the next scenario anew, though the one before ended in a session of another table', async () => {
    const { board, showAngle } = await leftInSession(DEFAULT_SETTINGS);
    const { bootId } = board.table.read();
    await expect(board.setup.writeCalibration(board.calibrationOf(LOW))).resolves.toMatchObject({
      ok: false,
    });
    await prepareBoard(board, LOW, { showAngle });
    const kept = await board.setup.readCalibration();
    expect(kept.ok && board.sameCalibration(kept.value, board.calibrationOf(LOW))).toBe(true);
    expect(board.table.read()).toMatchObject({ mode: 'idle' });
    expect(board.table.read().bootId).not.toBe(bootId);
  }, 60_000);

  it('is calibrated no second time for the same table, and begins anew all the same', async () => {
    const { board, showAngle } = await leftInSession(LOW);
    const { bootId } = board.table.read();
    await prepareBoard(board, LOW, { showAngle });
    expect(board.table.read()).toMatchObject({ mode: 'idle' });
    expect(board.table.read().bootId).not.toBe(bootId);
  }, 60_000);
});
