import type { BoardKind, Settings } from '../../config/settings.ts';
import { openEmulatedTable, openWallClock, realTarget, type Target } from '../../targets.ts';
import { CommandError, EXIT_HARDWARE, EXIT_REFUSED } from '../command-error.ts';
import { settingsFor } from '../config.ts';
import { openChosenBoard } from '../open-board.ts';
import { boardChoice } from '../open-target.ts';
import type { DoctorBench } from './doctor-bench.ts';

export interface BenchChoice {
  readonly board?: string;
  readonly port?: string;
  readonly config?: string;
  /** False: an emulated board comes as from the shop. */
  readonly calibrated?: boolean;
}

export interface BoardBench {
  readonly bench: DoctorBench;
  readonly settings: Settings;
  readonly file: string | null;
  readonly checksum: string;
  readonly kind: BoardKind;
  readonly close: () => Promise<void>;
}

/** A board without a lease, for the commands that check and calibrate it. */
export async function openBoardBench(options: BenchChoice): Promise<BoardBench> {
  const choice = boardChoice(options.board);
  const config = options.config ?? (choice.by === 'file' ? choice.file : null);
  const { settings, file, checksum } = settingsFor(config);
  const kind = choice.by === 'kind' ? choice.kind : settings.board.kind === 'sim' ? 'uno' : settings.board.kind;
  const target = await open(kind, { port: options.port ?? null, settings, calibrated: options.calibrated ?? true });
  const { board, testInputs, hardware } = target;
  if (board === null) throw new Error('a board of ours was asked for');
  const bench: DoctorBench = {
    board,
    settings,
    hands: testInputs,
    attended: testInputs !== null || process.stdin.isTTY === true,
    ask: (text) => void (testInputs === null && process.stderr.write(`${text}\n`)),
  };
  return { bench, settings, file, checksum, kind, close: async () => void (await hardware.close()) };
}

interface Opening {
  readonly port: string | null;
  readonly settings: Settings;
  readonly calibrated: boolean;
}

async function open(kind: BoardKind, { port, settings, calibrated }: Opening): Promise<Target> {
  const wall = await openWallClock();
  switch (kind) {
    case 'uno':
      return realTarget(await openChosenBoard({ port: port ?? settings.board.port, settings, wall }), wall);
    case 'uno-emulated':
      return openEmulatedTable({ settings, speed: 1, wall, occupancy: 'none', calibrated });
    case 'raspberry-pi':
      throw new CommandError(
        EXIT_HARDWARE,
        'UNAVAILABLE',
        'the Raspberry Pi cannot be checked this way yet',
        '--board',
        ['upright run --board raspberry-pi --occupancy none says what is in its way'],
      );
    case 'sim':
      throw new CommandError(EXIT_REFUSED, 'USAGE', 'the simulated table has no board to check', '--board', [
        'name uno or uno-emulated',
      ]);
    default:
      return kind satisfies never;
  }
}
