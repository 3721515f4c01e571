import { setFlagsFromString } from 'node:v8';
import { Command, Option } from 'commander';
import { OCCUPANCIES } from '../domain/occupancy.ts';
import { CommandError, EXIT_REFUSED } from './command-error.ts';
import { EXAMPLES, EXIT_CODES } from './help-texts.ts';
import type { RunOptions } from './run-options.ts';
import { parseNumber } from './scheduled-options.ts';

const SPEEDS = { low: 1, high: 100, unit: '' } as const;

/** `upright run`: the controller, with the panel in this terminal or the console on stdin and stdout. */
export function runCommand(): Command {
  return new Command('run')
    .description('the controller: the live panel on a terminal, else the console on stdin and stdout')
    .option(
      '--board <board>',
      'sim, uno-emulated, uno, raspberry-pi, or the settings of a table; else as the settings say',
    )
    .option('--port <port>', "the board's serial port; else the only one that there is")
    .option('--console <where>', 'stdio, none, or a serial port; may be given more than once', appended)
    .option(
      '--scpi <where>',
      'serves a bench on tcp:127.0.0.1:5025 or a serial port; may be given more than once',
      appended,
    )
    .option('--web <host:port>', 'a page for a browser')
    .option('--config <file>', 'settings of the table; else upright.yaml in this folder, else the defaults')
    .option('--program <program>', 'the program that START runs: a name or a file', 'kim-2013-60')
    .addOption(
      new Option('--occupancy <who>', 'who or what is on the table; else as the settings say').choices(OCCUPANCIES),
    )
    .option(
      '--speed <times>',
      'times as fast as real; simulated and emulated tables only, 1..100',
      (text) => parseNumber('--speed', text, SPEEDS),
      1,
    )
    .option('--state-dir <folder>', 'keeps journal, records and riders; without it a simulated table keeps nothing')
    .addHelpText('after', `\nExamples:\n${EXAMPLES.run}\n\n${EXIT_CODES}`)
    .action(run);
}

async function run(options: RunOptions): Promise<void> {
  refuseWhatIsNotThere(options);
  keepYoungHeapSmall();
  const { runTable } = await import('./run-table.ts');
  process.exitCode = await runTable(options);
}

/**
 * V8 lets the heap's young part grow while the modules load, and does not give that back. A cycle allocates next to nothing
 * and needs none of it: kept as it is at the start, the process takes 14 MB less (`npm run measure -- --only memory`). It
 * costs a collection of 1 MB now and then, shorter than one of 16. A V8 that does not know the flag does as it always did.
 */
function keepYoungHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

/** Said before anything is opened, so that nobody waits for what this release cannot do. */
function refuseWhatIsNotThere({ web }: RunOptions): void {
  if (web === undefined) return;
  throw new CommandError(EXIT_REFUSED, 'UNAVAILABLE', '--web is not available yet; leave it out', '--web');
}

function appended(where: string, others: readonly string[] = []): readonly string[] {
  return [...others, where];
}
