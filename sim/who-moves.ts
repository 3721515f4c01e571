import type { TableState } from '../src/domain/states.ts';
import type { SimulatedTable } from './simulated-table.ts';

/** What the controller says is nothing that the table does. */
export function hostIsMute({ host, link }: SimulatedTable): boolean {
  return host.dead || link.commands.defects.lost;
}

/** The controller neither moves the table nor ever learns that it is upright. */
export function hostIsGone(table: SimulatedTable): boolean {
  return hostIsMute(table) || (table.link.telemetry.isSilent(table.nowMs) && table.board.mode !== 'leased');
}

/** Neither the host nor the board will, whatever the controller's state. */
export function nobodyMoves(table: SimulatedTable): boolean {
  if (table.plant.supply.isDead) return true;
  const { mode } = table.board;
  return hostIsGone(table) && (mode === 'returned' || mode === 'off' || mode === 'idle');
}

/** States that nothing but a person leaves. */
export function isSettled(state: TableState): boolean {
  return state === 'ready' || state === 'locked' || state === 'stopped' || state === 'laid-flat';
}
