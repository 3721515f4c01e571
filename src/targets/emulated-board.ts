import type { EmulatedTable } from '../../sim/emulated-uno/emulated-table.ts';
import type { Settings } from '../config/settings.ts';
import { standingCommand } from '../domain/standing-command.ts';
import { CYCLE_MS } from '../domain/time.ts';
import { accessTo } from './board-access.ts';
import type { BoardAccess } from './target.ts';

/** Of the board's time, under a lease: by then it lives several times as fast as the wall. */
const REHEARSED_MS = 1500;

/** What has arrived at a stream that was just opened is heard in a turn of its own. */
export async function letPass(table: { advance(ms: number): void }, ms: number): Promise<void> {
  table.advance(ms);
  await new Promise(setImmediate);
}

/** The real driver at an emulated board's serial port in this process; the board lives while something is waited for. */
export async function openEmulatedBoard(table: EmulatedTable, settings: Settings): Promise<BoardAccess> {
  const [{ EmulatedSerialLink }, { openFirmataTable }] = await Promise.all([
    import('../../sim/emulated-uno/emulated-serial-link.ts'),
    import('../../boards/firmata/open-firmata-table.ts'),
  ]);
  const wait = (ms: number) => letPass(table, ms);
  const nowMs = () => table.nowMs;
  const opened = await openFirmataTable(new EmulatedSerialLink({ uno: table.uno }), {
    place: 'emulated',
    settings,
    pause: wait,
    nowMs,
    openAgain: null,
    release: async (stream) => void stream.destroy(),
  });
  if (!opened.ok) throw new Error(opened.problem.what);
  const turnByHand = (tiltDeg: number) => table.plant.turnByHand(tiltDeg);
  return accessTo({ table: opened.table, wait, nowMs, turnByHand, hangUp: null });
}

/** As `upright calibrate` leaves a board. */
export async function calibrate({ setup, calibrationOf }: BoardAccess, settings: Settings): Promise<void> {
  const written = await setup.writeCalibration(calibrationOf(settings));
  if (!written.ok) throw new Error(written.because);
}

/**
 * Lets another board with the same program live under a lease for a moment: what it reaches of the program is then
 * translated for all of them. A board whose first lease is its program's first falls behind the wall by a fifth of a
 * second meanwhile, and its host finds it late.
 */
export async function rehearse(flash: Uint8Array, settings: Settings): Promise<void> {
  const { EmulatedTable } = await import('../../sim/emulated-uno/emulated-table.ts');
  const table = new EmulatedTable({ flash, settings, rider: null });
  const board = await openEmulatedBoard(table, settings);
  await calibrate(board, settings);
  const command = { ...standingCommand(250), person: true };
  for (let passedMs = 0; passedMs < REHEARSED_MS; passedMs += CYCLE_MS) {
    if (passedMs >= REHEARSED_MS / 2)
      Object.assign(command, { driveEnabled: true, brakeReleased: true, sessionOpen: true });
    board.table.write(command);
    await board.wait(CYCLE_MS);
  }
  await board.table.close();
}
