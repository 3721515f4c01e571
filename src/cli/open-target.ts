import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { nearestNameRemedy } from '../config/near-names.ts';
import { BOARD_KINDS, type BoardKind, type Settings } from '../config/settings.ts';
import type { Occupancy } from '../domain/occupancy.ts';
import type { Clock } from '../ports/clock.ts';
import { openEmulatedTable } from '../targets/emulated-target.ts';
import { openPiTarget, type PiProblem } from '../targets/pi-target.ts';
import { openSimulatedTable } from '../targets/simulated-target.ts';
import type { Target } from '../targets/target.ts';
import { CommandError, EXIT_HARDWARE, EXIT_REFUSED } from './command-error.ts';
import { openChosenTarget } from './open-board.ts';

/** What `--board` says: a kind of board, or the settings of a table that name one. */
export type BoardChoice =
  | { readonly by: 'settings' }
  | { readonly by: 'kind'; readonly kind: BoardKind }
  | { readonly by: 'file'; readonly file: string };

export function boardChoice(board: string | undefined): BoardChoice {
  if (board === undefined) return { by: 'settings' };
  const kind = BOARD_KINDS.find((known) => known === board);
  if (kind !== undefined) return { by: 'kind', kind };
  if (/\.ya?ml$/.test(board) || existsSync(board)) return { by: 'file', file: board };
  throw new CommandError(EXIT_REFUSED, 'USAGE', `--board: there is no board '${board.slice(0, 40)}'`, '--board', [
    nearestNameRemedy(board, [...BOARD_KINDS]),
  ]);
}

export interface TargetChoice {
  readonly kind: BoardKind;
  readonly port: string | null;
  readonly settings: Settings;
  readonly speed: number;
  readonly occupancy: Occupancy;
  readonly wall: Clock;
}

export async function openTarget(choice: TargetChoice): Promise<Target> {
  const { kind, port, settings, speed, wall } = choice;
  if (kind !== 'uno' && port !== null) refuse('--port', `board ${kind} has no serial port; leave it out`);
  switch (kind) {
    case 'sim':
      return openSimulatedTable(choice);
    case 'uno-emulated':
      return openEmulatedTable(choice);
    case 'uno': {
      if (speed !== 1) refuse('--speed', 'a real table has no other speed than its own; leave it out');
      return openChosenTarget({ port: port ?? settings.board.port, settings, wall, occupancy: choice.occupancy });
    }
    case 'raspberry-pi':
      if (speed !== 1) refuse('--speed', 'a real table has no other speed than its own; leave it out');
      return openPi(settings, wall);
    default:
      return kind satisfies never;
  }
}

/** Where a table keeps its state: a real one always does, the others where they are told to. */
export function stateDirOf(kind: BoardKind, said: string | undefined, settings: Settings): string | null {
  if (said !== undefined) return said;
  if (kind !== 'uno' && kind !== 'raspberry-pi') return null;
  const { UPRIGHT_STATE_DIR } = process.env;
  return settings.stateDir ?? UPRIGHT_STATE_DIR ?? join(homedir(), '.local', 'state', 'upright');
}

async function openPi(settings: Settings, wall: Clock): Promise<Target> {
  const opened = await openPiTarget({ settings, wall });
  if (opened.ok) return opened.target;
  throw piError(opened.problem);
}

export function piError({ code, what, remedies }: PiProblem): CommandError {
  return new CommandError(EXIT_HARDWARE, code, what, '--board', remedies);
}

function refuse(option: string, what: string): never {
  throw new CommandError(EXIT_REFUSED, 'USAGE', `${option}: ${what}`, option);
}
