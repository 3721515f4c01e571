import { randomInt } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { Settings } from '../../src/config/settings.ts';
import { type BoardProblem, unfit, unidentified, withoutTelemetry } from './board-problem.ts';
import { FirmataTable } from './firmata-table.ts';
import { identifyBoard, type Pause } from './identify-board.ts';
import { Reconnector } from './reconnector.ts';

const REPORTS_WITHIN_MS = 1500;
const LOOK_EVERY_MS = 10;

export interface OpenOptions {
  readonly place: string;
  readonly settings: Settings;
  readonly nowMs: () => number;
  readonly pause: Pause;
  /** Opens the same line once more; rejects where it cannot. Null: what is lost stays lost. */
  readonly openAgain: (() => Promise<Duplex>) | null;
  readonly release: (stream: Duplex) => Promise<void>;
}

export type OpenedTable =
  | { readonly ok: true; readonly table: FirmataTable }
  | { readonly ok: false; readonly problem: BoardProblem };

/**
 * The table behind an open line: found, of a firmware that this release knows, and heard. Nothing is handed over before
 * its first report: a controller that reads zeros would take them for a table with every contact broken. Where there is
 * no table, the line is let go.
 */
export async function openFirmataTable(stream: Duplex, options: OpenOptions): Promise<OpenedTable> {
  const { place, pause, release, openAgain } = options;
  const refuse = async (problem: BoardProblem): Promise<OpenedTable> => {
    await release(stream);
    return { ok: false, problem };
  };
  const identified = await identifyBoard(stream, { pause });
  if (!identified.ok) return refuse(unidentified(place, identified));
  const { identity } = identified;
  if (identity.kind !== 'upright' || identity.isTooOld) return refuse(unfit(place, identity));
  const table = new FirmataTable({ ...options, stream, identity, randomId: () => randomInt(1, 0x1_0000) });
  for (let passedMs = 0; passedMs < REPORTS_WITHIN_MS && table.counts.reports === 0; passedMs += LOOK_EVERY_MS) {
    await pause(LOOK_EVERY_MS);
  }
  if (table.counts.reports === 0) return refuse(withoutTelemetry(place));
  if (openAgain !== null) new Reconnector({ table, openAgain, pause, release }).watch();
  return { ok: true, table };
}
