import { standingCommand } from '../domain/standing-command.ts';
import { CYCLE_MS } from '../domain/time.ts';
import type { BoardAccess } from './target.ts';
import { until } from './until.ts';

/** Long enough for a report of it to arrive. */
const NOTHING = standingCommand(100);
const WITHIN_MS = 600;

/**
 * Closes a session that a host before this one has left open on the board, by a lease that asks for nothing. A board that
 * does not stand upright gives none out, and goes on with what it is about.
 */
export async function leaveSession(board: BoardAccess): Promise<void> {
  const { table, wait, nowMs } = board;
  const endMs = nowMs() + WITHIN_MS;
  while (table.read().mode !== 'leased' && nowMs() < endMs) {
    table.write(NOTHING);
    await wait(CYCLE_MS);
  }
  await until(board, WITHIN_MS, ({ mode }) => mode !== 'leased');
}
