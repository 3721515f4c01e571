import { describe, expect, it, vi } from 'vitest';
import { readArduinoFile } from '../../sim/emulated-uno/arduino-files.ts';
import { EmulatedTable } from '../../sim/emulated-uno/emulated-table.ts';
import { readIntelHex } from '../../sim/emulated-uno/intel-hex.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/config/settings.ts';
import { calibrate, openEmulatedBoard } from '../../src/targets/emulated-board.ts';
import { leaveSession } from '../../src/targets/leave-session.ts';
import { prepareBoard } from '../../src/targets/prepare-board.ts';
import type { BoardAccess } from '../../src/targets/target.ts';
import { leaveOpenSession } from '../support/open-session.ts';

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
  await leaveOpenSession(board, { person: true });
  const showAngle = (counts: number | null): void => {
    emulated.sensors.defects.pot = counts === null ? { kind: 'sound' } : { kind: 'tied', counts };
  };
  return { board, showAngle };
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
    const writes = vi.spyOn(board.setup, 'writeCalibration');
    await prepareBoard(board, LOW, { showAngle });
    expect(writes).not.toHaveBeenCalled();
    expect(board.table.read()).toMatchObject({ mode: 'idle' });
    expect(board.table.read().bootId).not.toBe(bootId);
  }, 60_000);
});

describe('a session that a host has left open', () => {
  const write = (board: BoardAccess) => board.setup.writeCalibration(board.calibrationOf(LOW));

  it('keeps the board from being calibrated until it is left, upright', async () => {
    const { board } = await leftInSession(LOW);
    await expect(write(board)).resolves.toMatchObject({ ok: false });
    await leaveSession(board);
    expect(board.table.read().mode).toBe('returned');
    await expect(write(board)).resolves.toEqual({ ok: true, value: null });
  }, 60_000);

  it('is not left where the table is not upright: the board goes on with its way up', async () => {
    const { board } = await leftInSession(DEFAULT_SETTINGS);
    expect(board.table.read().mode).toBe('returning');
    await leaveSession(board);
    expect(board.table.read().mode).toBe('returning');
    await expect(write(board)).resolves.toMatchObject({ ok: false });
  }, 60_000);
});
