import { Command, Option } from 'commander';
import { nearestNameRemedy } from '../config/near-names.ts';
import { CommandError, EXIT_FAILED, EXIT_REFUSED } from './command-error.ts';
import { passStage } from './commission/stage-store.ts';
import { print } from './config.ts';
import { openBoardBench } from './doctor/open-board-bench.ts';
import { BOARD_CHECKS, DOCTOR_PARTS, type DoctorResult, PI_CHECKS, runChecks } from './doctor/run-checks.ts';
import { EXIT_CODES } from './help-texts.ts';
import { stateDirOf } from './open-target.ts';

interface Options {
  readonly board?: string;
  readonly port?: string;
  readonly config?: string;
  readonly stateDir?: string;
  readonly json?: boolean;
}

/** `upright doctor`: what is wired to the board, part by part, and what to do about what is not right. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check a board and everything that is wired to it')
    .argument('[part]', `one part only: ${DOCTOR_PARTS.join(', ')}`)
    .addOption(new Option('--board <board>', 'uno, uno-emulated or raspberry-pi; else as the settings say'))
    .option('--port <port>', "the board's serial port; else the only one that there is")
    .option('--config <file>', 'settings of the table; else upright.yaml in this folder, else the defaults')
    .option('--state-dir <folder>', 'where it is written down that all has passed')
    .option('--json', 'print one JSON object')
    .addHelpText('after', `\nExit codes here: 0 all passed, 1 something failed, 4 there is no board.\n\n${EXIT_CODES}`)
    .action(doctor);
}

async function doctor(part: string | undefined, options: Options): Promise<void> {
  if (part !== undefined && !DOCTOR_PARTS.includes(part)) throw unknownPart(part, DOCTOR_PARTS);
  const opened = await openBoardBench(options);
  const { bench, settings, kind, close } = opened;
  const results: DoctorResult[] = [];
  const tell = (result: DoctorResult) => {
    results.push(result);
    if (options.json !== true) for (const line of linesOf(result)) print(line);
  };
  const isAsked = (check: { readonly part: string }) => part === undefined || check.part === part;
  if (opened.on === 'board') await runChecks(BOARD_CHECKS.filter(isAsked), opened.bench, tell);
  else await runChecks(PI_CHECKS.filter(isAsked), opened.bench, tell);
  await close();
  if (part !== undefined && results.length === 0) {
    const checks = opened.on === 'board' ? BOARD_CHECKS : PI_CHECKS;
    throw unknownPart(
      part,
      checks.map((check) => check.part),
    );
  }
  const failed = results.filter(({ state }) => state === 'FAIL').length;
  const stateDir = stateDirOf(kind, options.stateDir, settings);
  if (stateDir !== null && part === undefined && isProof(results))
    passStage(stateDir, 'doctor', { settings, firmware: bench.table.facts.firmware });
  if (options.json === true) print(JSON.stringify({ ok: failed === 0, checks: results }));
  else print(summaryOf(results, failed));
  // Set, and no exit: a serial port that closes slowly is waited for.
  if (failed > 0) process.exitCode = EXIT_FAILED;
}

function unknownPart(part: string, known: readonly string[]): CommandError {
  const what = `doctor knows no part '${part.slice(0, 40)}'`;
  return new CommandError(EXIT_REFUSED, 'USAGE', what, part, [nearestNameRemedy(part, [...known])]);
}

/** What the next stages see to, and a display that may be missing. */
const LATER: ReadonlySet<string> = new Set(['calibration', 'drive', 'display']);

/** Everything was tested and is right. */
function isProof(results: readonly DoctorResult[]): boolean {
  return results.every(({ state, part }) => state === 'ok' || LATER.has(part));
}

function linesOf({ title, state, text, remedy }: DoctorResult): readonly string[] {
  const head = `${title.padEnd(14)}${(state === 'skipped' ? '-' : state).padEnd(6)}${text}`;
  return remedy === null ? [head] : [head, `${' '.repeat(20)}${remedy}`];
}

function summaryOf(results: readonly DoctorResult[], failed: number): string {
  const count = (state: string) => results.filter((result) => result.state === state).length;
  const rest = count('skipped') === 0 ? '' : `, ${count('skipped')} not tested`;
  const verdict = failed > 0 ? ' This table may not carry a person.' : '';
  return `${count('ok')} passed, ${failed} failed${rest}.${verdict}`;
}
