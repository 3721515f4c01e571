import type { PiProblem } from '../../boards/raspberry-pi/pi-problem.ts';
import type { RaspberryPiTable } from '../../boards/raspberry-pi/raspberry-pi-table.ts';
import { bareTarget } from './bare-target.ts';
import type { BoardOptions, Target } from './target.ts';

export type { PiProblem } from '../../boards/raspberry-pi/pi-problem.ts';

/** A table on this computer's own pins, for those who check and calibrate it while nobody has it under a lease. */
export interface PiAccess {
  readonly table: RaspberryPiTable;
  readonly wait: (ms: number) => Promise<void>;
  readonly nowMs: () => number;
}

export type OpenedPiAccess =
  | { readonly ok: true; readonly access: PiAccess }
  | { readonly ok: false; readonly problem: PiProblem };

export type OpenedPiTarget =
  | { readonly ok: true; readonly target: Target }
  | { readonly ok: false; readonly problem: PiProblem };

export async function openPiAccess({
  settings,
  wall,
}: Pick<BoardOptions, 'settings' | 'wall'>): Promise<OpenedPiAccess> {
  const [{ openPiTable }, { pause }] = await Promise.all([
    import('../../boards/raspberry-pi/open-pi-table.ts'),
    import('../../boards/host/wall-time.ts'),
  ]);
  const opened = await openPiTable({ settings, clock: wall, pause });
  return opened.ok ? { ok: true, access: { table: opened.table, wait: pause, nowMs: () => wall.nowMs() } } : opened;
}

/** The table on this computer's own pins. Until commissioning has looked, nobody is carried. */
export async function openPiTarget(options: Pick<BoardOptions, 'settings' | 'wall'>): Promise<OpenedPiTarget> {
  const opened = await openPiAccess(options);
  if (!opened.ok) return opened;
  const { table, wait } = opened.access;
  const bar = (because: string | null) => {
    table.riderBar = because;
  };
  bar('commissioning has not been looked at');
  return { ok: true, target: { ...bareTarget(table, options.wall, wait), panel: table.panel, bar, board: null } };
}
