import { FirmataTable } from '../../../boards/firmata/firmata-table.ts';
import { identifyBoard } from '../../../boards/firmata/identify-board.ts';
import { PanelButtons } from '../../../sim/panel-buttons.ts';
import type { SimulatedTableOptions } from '../../../sim/simulated-table.ts';
import { DEFAULT_SETTINGS } from '../../../src/config/settings.ts';
import { FakeBoard } from './fake-board.ts';

/** The real driver over bytes to the board at their far end, in virtual time. */
export interface FirmataRig {
  readonly board: FakeBoard;
  readonly table: FirmataTable;
  readonly buttons: PanelButtons;
}

export async function openFirmataRig(
  options: SimulatedTableOptions = {},
  prepare: (board: FakeBoard) => void = () => undefined,
): Promise<FirmataRig> {
  const board = new FakeBoard(options);
  prepare(board);
  const buttons = new PanelButtons(board.table);
  // A latch that is open head-down, be it for a moment, is one that was lost (policy C).
  buttons.press('CLAMP', null);
  const pause = async (ms: number) => {
    board.advance(ms);
    // A stream begins to flow in a turn of its own.
    await new Promise(setImmediate);
  };
  const identified = await identifyBoard(board.stream, { pause });
  if (!identified.ok || identified.identity.kind !== 'upright') throw new Error('the fake board has not answered');
  let id = 0;
  const table = new FirmataTable({
    stream: board.stream,
    identity: identified.identity,
    place: 'memory',
    settings: options.settings ?? DEFAULT_SETTINGS,
    nowMs: () => board.nowMs,
    pause,
    release: async () => undefined,
    randomId: () => {
      id += 1;
      return id;
    },
  });
  await pause(20);
  return { board, table, buttons };
}
