import { randomInt } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { Settings } from '../../src/config/settings.ts';
import type { Occupancy } from '../../src/domain/occupancy.ts';
import type { BoardIdentity } from './board-identity.ts';
import { type BoardProblem, noRider, unfit, unidentified, withoutTelemetry } from './board-problem.ts';
import { FirmataTable } from './firmata-table.ts';
import { identifyBoard, type Pause } from './identify-board.ts';
import { Reconnector } from './reconnector.ts';
import { StockTable } from './stock/stock-table.ts';

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
  /** Of a session, 1..65535. Nobody can guess it, unless a run is to be repeatable and brings its own. */
  readonly randomId?: () => number;
}

const unguessableId = (): number => randomInt(1, 0x1_0000);

type NoTable = { readonly ok: false; readonly problem: BoardProblem };
type Ours = { readonly ok: true; readonly kind: 'upright'; readonly table: FirmataTable };
type Stock = {
  readonly ok: true;
  readonly kind: 'stock';
  readonly table: StockTable;
  readonly identity: BoardIdentity;
};

export type OpenedTable = Ours | NoTable;
export type OpenedAny = Ours | Stock | NoTable;

/**
 * The table behind an open line: found, of a firmware that this release knows, and heard. Nothing is handed over before
 * its first report: a controller that reads zeros would take them for a table with every contact broken. Where there is
 * no table, the line is let go.
 */
export async function openFirmataTable(stream: Duplex, options: OpenOptions): Promise<OpenedTable> {
  const opened = await openAnyTable(stream, options, 'none');
  if (!opened.ok || opened.kind === 'upright') return opened;
  await opened.table.close();
  return { ok: false, problem: unfit(options.place, opened.identity) };
}

/** The same, and stock Firmata as well, which drives an empty table or a load and nobody else. */
export async function openAnyTable(stream: Duplex, options: OpenOptions, occupancy: Occupancy): Promise<OpenedAny> {
  const { place, pause, release, openAgain } = options;
  const refuse = async (problem: BoardProblem): Promise<OpenedAny> => {
    await release(stream);
    return { ok: false, problem };
  };
  const identified = await identifyBoard(stream, { pause });
  if (!identified.ok) return refuse(unidentified(place, identified));
  const { identity } = identified;
  if (identity.kind === 'stock') {
    if (occupancy === 'person') return refuse(noRider(place, identity));
    const stock = new StockTable({ ...options, stream, identity });
    if (!(await reports(stock, pause))) return refuse(withoutTelemetry(place, identity));
    return { ok: true, kind: 'stock', table: stock, identity };
  }
  if (identity.kind !== 'upright' || identity.isTooOld) return refuse(unfit(place, identity));
  const table = new FirmataTable({ randomId: unguessableId, ...options, stream, identity });
  if (!(await reports(table, pause))) return refuse(withoutTelemetry(place, identity));
  if (openAgain !== null) new Reconnector({ table, openAgain, pause, release }).watch();
  return { ok: true, kind: 'upright', table };
}

async function reports(table: { readonly reports: number }, pause: Pause): Promise<boolean> {
  for (let passedMs = 0; passedMs < REPORTS_WITHIN_MS && table.reports === 0; passedMs += LOOK_EVERY_MS) {
    await pause(LOOK_EVERY_MS);
  }
  return table.reports > 0;
}
