import type { BoardKind, Settings } from '../../config/settings.ts';
import { realTarget } from '../../targets/board-target.ts';
import { openWallClock } from '../../targets/computer.ts';
import { openEmulatedTable } from '../../targets/emulated-target.ts';
import { openPiAccess } from '../../targets/pi-target.ts';
import type { Target } from '../../targets/target.ts';
import { CommandError, EXIT_REFUSED } from '../command-error.ts';
import { settingsFor } from '../config.ts';
import { openChosenBoard } from '../open-board.ts';
import { boardChoice, piError } from '../open-target.ts';
import type { BoardDoctorBench, PiDoctorBench } from './doctor-bench.ts';

export interface BenchChoice {
  readonly board?: string;
  readonly port?: string;
  readonly config?: string;
  /** False: an emulated board comes as from the shop. */
  readonly calibrated?: boolean;
}

interface OpenBench {
  readonly settings: Settings;
  readonly file: string | null;
  readonly checksum: string;
  readonly kind: BoardKind;
  readonly close: () => Promise<void>;
}

/** What the table hangs on: a board with our firmware, or this computer's own pins. */
export type AnyBench = OpenBench &
  ({ readonly on: 'board'; readonly bench: BoardDoctorBench } | { readonly on: 'pins'; readonly bench: PiDoctorBench });

/** A table without a lease, for the commands that check and calibrate it. */
export async function openBoardBench(options: BenchChoice): Promise<AnyBench> {
  const choice = boardChoice(options.board);
  const config = options.config ?? (choice.by === 'file' ? choice.file : null);
  const { settings, file, checksum } = settingsFor(config);
  const kind = choice.by === 'kind' ? choice.kind : settings.board.kind === 'sim' ? 'uno' : settings.board.kind;
  const facts = { settings, file, checksum, kind };
  if (kind === 'raspberry-pi') return { ...facts, ...(await openPins(settings)) };
  const target = await open(kind, { port: options.port ?? null, settings, calibrated: options.calibrated ?? true });
  const { board, testInputs, hardware } = target;
  if (board === null) throw new Error('a board of ours was asked for');
  const { table, wait, nowMs, turnByHand } = board;
  const bench: BoardDoctorBench = {
    ...{ board, table, wait, nowMs, turnByHand, settings },
    wiring: 'docs/wiring.md',
    hands: testInputs,
    attended: testInputs !== null || process.stdin.isTTY === true,
    ask: (text) => void (testInputs === null && process.stderr.write(`${text}\n`)),
  };
  return { ...facts, on: 'board', bench, close: async () => void (await hardware.close()) };
}

async function openPins(settings: Settings) {
  const opened = await openPiAccess({ settings, wall: await openWallClock() });
  if (!opened.ok) throw piError(opened.problem);
  const { access } = opened;
  const { table, wait, nowMs } = access;
  const bench: PiDoctorBench = {
    ...{ pi: access, table, wait, nowMs, settings },
    turnByHand: null,
    wiring: 'docs/wiring-raspberry-pi.md',
    hands: null,
    attended: process.stdin.isTTY === true,
    ask: (text) => void process.stderr.write(`${text}\n`),
  };
  return { on: 'pins' as const, bench, close: async () => void (await table.close()) };
}

interface Opening {
  readonly port: string | null;
  readonly settings: Settings;
  readonly calibrated: boolean;
}

async function open(
  kind: Exclude<BoardKind, 'raspberry-pi'>,
  { port, settings, calibrated }: Opening,
): Promise<Target> {
  const wall = await openWallClock();
  switch (kind) {
    case 'uno':
      return realTarget(await openChosenBoard({ port: port ?? settings.board.port, settings, wall }), wall);
    case 'uno-emulated':
      return openEmulatedTable({ settings, speed: 1, wall, occupancy: 'none', calibrated });
    case 'sim':
      throw new CommandError(EXIT_REFUSED, 'USAGE', 'the simulated table has no board to check', '--board', [
        'name uno, uno-emulated or raspberry-pi',
      ]);
    default:
      return kind satisfies never;
  }
}
