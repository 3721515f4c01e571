import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { Settings } from '../config/settings.ts';
import { openBoard } from '../targets/board-target.ts';
import { closeSerialPort, openWallClock } from '../targets/computer.ts';
import { flashFirmware } from '../targets/flash-firmware.ts';
import { CommandError, EXIT_HARDWARE, EXIT_REFUSED } from './command-error.ts';
import { passStage } from './commission/stage-store.ts';
import { print, settingsFor } from './config.ts';
import { openBoardBench } from './doctor/open-board-bench.ts';
import { EXIT_CODES } from './help-texts.ts';
import { boardError, onlyPort, openChosenPort } from './open-board.ts';
import { stateDirOf } from './open-target.ts';
import { progressBar } from './progress-bar.ts';

interface Options {
  readonly port?: string;
  readonly hex?: string;
  readonly config?: string;
  readonly force?: boolean;
  readonly stateDir?: string;
  readonly json?: boolean;
}

/** `upright flash`: this release's firmware onto an Uno or a Nano. */
export function flashCommand(): Command {
  return new Command('flash')
    .description("put this release's firmware onto an Arduino Uno or Nano")
    .option('--port <port>', "the board's serial port; else the only one that there is")
    .option('--hex <file>', 'another image, as Intel HEX')
    .option('--config <file>', 'settings of the table; else upright.yaml in this folder, else the defaults')
    .option('--force', 'without asking a board that is already a table where it stands')
    .option('--state-dir <folder>', 'where it is written down that it is done')
    .option('--json', 'print one JSON object')
    .addHelpText('after', `\n${EXIT_CODES}`)
    .action(flash);
}

async function flash(options: Options): Promise<void> {
  const { settings } = settingsFor(options.config ?? null);
  const hex = options.hex === undefined ? null : readHex(options.hex);
  if (settings.board.kind === 'uno-emulated' && options.port === undefined) {
    await flashEmulated(options, settings);
    return;
  }
  const place = options.port ?? settings.board.port ?? (await onlyPort());
  if (options.force !== true) await refuseUnlessUpright(place, options);
  const stream = await openChosenPort(place);
  const bar = progressBar('flashing');
  const result = await flashFirmware(stream, { hex, place, onProgress: bar.show });
  bar.end();
  await closeSerialPort(stream);
  if (result.ok && hex !== null) {
    if (options.json === true) print(JSON.stringify({ ok: true, port: place }));
    else print(`${place} holds the image, written and read back`);
    return;
  }
  if (result.ok) {
    const firmware = await provenFirmware(place, settings);
    const stateDir = stateDirOf('uno', options.stateDir, settings);
    if (stateDir !== null) passStage(stateDir, 'flash', { settings, firmware });
    if (options.json === true) print(JSON.stringify({ ok: true, port: place, firmware }));
    else print(`${place} runs ${firmware}, written and read back. Next: upright doctor`);
    return;
  }
  if ('because' in result)
    throw new CommandError(EXIT_REFUSED, 'HEX', `the image is wrong: ${result.because}`, '--hex');
  const { code, what, remedies } = result.problem;
  throw new CommandError(EXIT_HARDWARE, code, what, '--port', remedies);
}

/** An emulated board is made anew at each start, with this release's image in it. */
async function flashEmulated(options: Options, settings: Settings): Promise<void> {
  const { bench, close } = await openBoardBench(options);
  const { firmware } = bench.table.facts;
  await close();
  const stateDir = stateDirOf('uno-emulated', options.stateDir, settings);
  if (stateDir !== null) passStage(stateDir, 'flash', { settings, firmware });
  if (options.json === true) print(JSON.stringify({ ok: true, port: null, firmware }));
  else print(`the emulated board runs ${firmware} as it is: nothing to write. Next: upright doctor`);
}

/** Asks the board that was just written who it is: it must run what it holds. */
async function provenFirmware(place: string, settings: Settings): Promise<string> {
  const stream = await openChosenPort(place);
  const opened = await openBoard(stream, { place, settings, wall: await openWallClock() });
  if (!opened.ok) throw boardError(opened.problem);
  const { firmware } = opened.table.facts;
  await opened.table.close();
  return firmware;
}

/** A board that is flashed brings nobody up: one that is a table already must be upright and empty of sessions. */
async function refuseUnlessUpright(place: string, { config }: Options): Promise<void> {
  const { settings } = settingsFor(config ?? null);
  const stream = await openChosenPort(place);
  const opened = await openBoard(stream, { place, settings, wall: await openWallClock() });
  // Whatever else is there has no table of ours to lose.
  if (!opened.ok) return;
  const { table } = opened;
  const end = await table.close();
  if (end === 'upright') return;
  const message = `the table on ${place} is not upright: a board that is flashed cannot bring anybody up`;
  throw new CommandError(EXIT_HARDWARE, 'NOT_UPRIGHT', message, '--port', [
    'bring the table upright first: press RETURN, or hold UP',
    'if nobody is on it and its angle is not calibrated yet: upright flash --force',
  ]);
}

function readHex(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    const because = thrown instanceof Error ? thrown.message.replace(/,.*$/, '') : String(thrown);
    throw new CommandError(EXIT_REFUSED, 'HEX', `--hex: ${because}`, file);
  }
}
