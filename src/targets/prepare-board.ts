import type { Settings } from '../config/settings.ts';
import { leaveSession } from './leave-session.ts';
import type { BoardAccess } from './target.ts';
import { until } from './until.ts';

/** What is shown at the rig's filter has arrived at the board's converter by then, ms. */
const SHOWN_WITHIN_MS = 500;
/** A board that is still on its way up from the scenario before has arrived by then, ms. */
const ARRIVES_WITHIN_MS = 60_000;
/** The watchdog bites after 500 ms, and the boot loader waits for a sketch. */
const STARTS_WITHIN_MS = 5000;

/** Shows the board an angle in counts, or with null that of the table again. */
interface ShownAngle {
  showAngle(counts: number | null): void;
}

/**
 * A board of the bench as a scenario is to find it: started anew, so that nothing of the scenario before is left in it, and
 * with the calibration of these settings. Rejects with why it cannot be.
 */
export async function prepareBoard(board: BoardAccess, settings: Settings, shown: ShownAngle): Promise<void> {
  await startAnew(board, shown);
  const wanted = board.calibrationOf(settings);
  const kept = await board.setup.readCalibration();
  if (kept.ok && board.sameCalibration(kept.value, wanted)) return;
  const written = await board.setup.writeCalibration(wanted);
  if (!written.ok) throw new Error(written.because);
}

/**
 * Leaves what it was about, and lets the watchdog bite. A board does neither but upright, and upright is where its own
 * calibration says: the scenario before may have been about another table.
 */
async function startAnew(board: BoardAccess, { showAngle }: ShownAngle): Promise<void> {
  const { table, setup, wait } = board;
  const kept = await setup.readCalibration();
  showAngle(kept.ok ? board.uprightCountsOf(kept.value) : null);
  await wait(SHOWN_WITHIN_MS);
  await until(board, ARRIVES_WITHIN_MS, ({ mode }) => mode !== 'leased' && mode !== 'returning');
  await leaveSession(board);
  const { bootId } = table.read();
  const asked = await setup.testWatchdog();
  if (!asked.ok) throw new Error(asked.because);
  const started = await until(board, STARTS_WITHIN_MS, (frame) => frame.bootId !== bootId);
  if (started === null)
    throw new Error('the board hangs, and does not start anew: put Optiboot onto it, see docs/wiring.md');
  showAngle(null);
  await wait(SHOWN_WITHIN_MS);
}
