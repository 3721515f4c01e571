import { Command, Option } from 'commander';
import { EXIT_FAILED } from './command-error.ts';
import { readStages } from './commission/stage-store.ts';
import { commandOf, isPassed, nextStage, stagesOf } from './commission/stages.ts';
import { print } from './config.ts';
import { openBoardBench } from './doctor/open-board-bench.ts';
import { EXIT_CODES } from './help-texts.ts';
import { stateDirOf } from './open-target.ts';

interface Options {
  readonly board?: string;
  readonly port?: string;
  readonly config?: string;
  readonly stateDir?: string;
  readonly json?: boolean;
}

/** `upright commission`: what a table has passed on its way to carrying a person, and the command that comes next. */
export function commissionCommand(): Command {
  return new Command('commission')
    .description('the way of a real table to its first person: what is passed, and what comes next')
    .addOption(new Option('--board <board>', 'uno, uno-emulated or raspberry-pi; else as the settings say'))
    .option('--port <port>', "the board's serial port; else the only one that there is")
    .option('--config <file>', 'settings of the table; else upright.yaml in this folder, else the defaults')
    .option('--state-dir <folder>', 'where it is written down what was passed')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `
Each command writes down by itself that it has passed, with the configuration and the firmware it has passed with. A
change of either opens the stages again that depend on it. Until all are passed, a person is refused.

Exit codes here: 0 all passed, 1 something is open, 4 there is no board.

${EXIT_CODES}`,
    )
    .action(commission);
}

async function commission(options: Options): Promise<void> {
  const { bench, settings, kind, close } = await openBoardBench(options);
  const { firmware } = bench.table.facts;
  await close();
  const table = { settings, firmware };
  const stateDir = stateDirOf(kind, options.stateDir, settings);
  const proofs = stateDir === null ? {} : readStages(stateDir);
  const next = nextStage(proofs, table, stagesOf(kind));
  const stages = stagesOf(kind).map((stage) => {
    const passed = isPassed(stage, proofs, table);
    return { stage, state: passed ? 'passed' : proofs[stage] === undefined ? 'open' : 'open again' };
  });
  const command = next === null ? null : commandOf(next, settings);
  if (next !== null) process.exitCode = EXIT_FAILED;
  if (options.json === true) {
    print(JSON.stringify({ ok: next === null, firmware, stages, next, command }));
    return;
  }
  for (const { stage, state } of stages) print(`${stage.padEnd(12)}${state}`);
  print(command === null ? 'This table may carry a person.' : `next: ${command}`);
}
