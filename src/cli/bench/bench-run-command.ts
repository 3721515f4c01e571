import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import type { ScenarioResult } from '../../bench/scenario-result.ts';
import { emptyTrace } from '../../bench/trace.ts';
import { nearestNameRemedy } from '../../config/near-names.ts';
import { BENCH_TARGETS, type BenchTargetName } from '../../ports/bench-table.ts';
import { EXIT_FAILED, EXIT_HARDWARE, valueError } from '../command-error.ts';
import { print } from '../config.ts';
import { EXAMPLES } from '../help-texts.ts';
import { parseNumber } from '../scheduled-options.ts';
import type { BenchJob, JobOutcome } from './bench-job.ts';
import { BenchList } from './bench-list.ts';
import { Interruption } from './interruption.ts';
import { planJobs } from './plan-jobs.ts';
import { runJobs } from './run-jobs.ts';
import { chosenScenarios } from './scenario-files.ts';
import { makeWorkFolder } from './work-folder.ts';
import { type ReportFiles, refuseUnwritable, writeReports } from './write-reports.ts';

/** The bench itself ran out of time: the target no longer answered. */
const EXIT_TIMEOUT = 42;

interface Options extends ReportFiles {
  readonly target?: readonly BenchTargetName[];
  readonly port?: string;
  readonly rig?: string;
  readonly jobs: number;
  readonly timeout: number;
  readonly json?: boolean;
}

const JOBS = { low: 1, high: 64, unit: '' } as const;
const TIMEOUT_S = { low: 1, high: 3600, unit: ' s' } as const;

/** `upright bench run`: scenarios on targets, side by side, with a verdict. */
export function benchRunCommand(): Command {
  return new Command('run')
    .description('run scenarios and judge what the table did')
    .argument('[scenarios...]', 'names of the house, files or folders; all of the house where none is named')
    .option(
      '--target <target>',
      `${BENCH_TARGETS.join(', ')}; may be given more than once (default: sim)`,
      collectTarget,
    )
    .option('--port <port>', 'target uno: the serial port of the board under test')
    .option('--rig <port>', 'target uno: the serial port of the rig that plays table')
    .option('--jobs <n>', 'so many at once', parseJobs, availableParallelism())
    .option(
      '--timeout <seconds>',
      'give up a target that is silent for so long',
      (text) => parseNumber('--timeout', text, TIMEOUT_S),
      60,
    )
    .option('--junit <file>', 'verdicts as JUnit XML')
    .option('--html <file>', 'one page with every trace, on one axis of time')
    .option('--vcd <file>', 'traces for GTKWave and PulseView; with several runs a file each')
    .option('--csv <file>', 'traces as a table; with several runs a file each')
    .option('--mcap <file>', 'traces for Foxglove and PlotJuggler; with several runs a file each')
    .option('--json', 'print one JSON object')
    .addHelpText('after', `\n${EXAMPLES.benchRun}`)
    .action(benchRun);
}

async function benchRun(words: readonly string[], options: Options): Promise<void> {
  const { target: targets = ['sim'], json = false } = options;
  const isOnRig = targets.includes('uno');
  if (isOnRig) requirePorts(options);
  else refusePorts(options);
  const { runs, skipped } = await planJobs(chosenScenarios(words), targets);
  refuseUnwritable(options, runs);
  const { port = null, rig = null } = options;
  const jobs = runs.map((run): BenchJob => ({ ...run, port, rig, silentMs: options.timeout * 1000 }));
  if (!json) for (const { name, target, because } of skipped) print(`skip   ${name} on ${target}: ${because}`);
  const startedMs = performance.now();
  const outcomes = await runAll(jobs, { atOnce: isOnRig ? 1 : options.jobs, json });
  if (outcomes === null) return;
  const wallMs = Math.round(performance.now() - startedMs);
  const passed = outcomes.filter((outcome) => outcome.kind === 'result' && outcome.result.verdict === 'passed').length;
  const failed = outcomes.length - passed;
  if (json) print(JSON.stringify({ passed, failed, skipped, wallMs, runs: outcomes.map(factsOf) }));
  else {
    const left = skipped.length === 0 ? '' : `, ${skipped.length} skipped`;
    print(`${passed} passed, ${failed} failed${left} in ${(wallMs / 1000).toFixed(1)} s`);
  }
  const results = outcomes.map((outcome, index) => resultOf(outcome, jobs[index])).filter((result) => result !== null);
  const unwritten = await writeReports(options, results, skipped);
  for (const problem of unwritten) process.stderr.write(`error: ${problem}\n`);
  process.exitCode = exitCodeOf(outcomes) || (unwritten.length > 0 ? EXIT_FAILED : 0);

  function factsOf(outcome: JobOutcome, index: number) {
    const { title: name, file, target } = jobs[index] ?? { title: '', file: '', target: 'sim' };
    if (outcome.kind === 'result') return resultFacts(outcome.result);
    return { name, file, target, verdict: outcome.kind === 'silent' ? 'timeout' : 'error', ...outcome };
  }
}

/** Null where it was interrupted: then what there is to say has been said. */
async function runAll(
  jobs: readonly BenchJob[],
  { atOnce, json }: { readonly atOnce: number; readonly json: boolean },
): Promise<readonly JobOutcome[] | null> {
  const color = process.stdout.isTTY === true && !('NO_COLOR' in process.env);
  const list = new BenchList({ print: json ? () => undefined : print, color, total: jobs.length });
  const folder = makeWorkFolder();
  const interruption = new Interruption();
  const { signal: interrupted } = interruption;
  const outcomes = await runJobs({ jobs, atOnce, watcher: list, workFolder: folder.path, interrupted });
  interruption.close();
  folder.remove();
  list.close();
  if (interruption.exitCode === null) return outcomes;
  const ended = outcomes.filter((outcome) => outcome !== undefined).length;
  process.stderr.write(`interrupted: ${ended} of ${jobs.length} had ended, no report is written\n`);
  process.exitCode = interruption.exitCode;
  return null;
}

/** One board and one rig, each at a port that nobody may guess: the wrong board would be driven. */
function requirePorts({ port, rig }: Options): void {
  if (port === undefined)
    throw valueError('--port', 'a real board is at a port', 'name it, such as --port /dev/ttyACM0');
  if (rig === undefined)
    throw valueError('--rig', 'a real board needs a rig', 'name its port, such as --rig /dev/ttyACM1');
  if (port === rig) throw valueError('--rig', `${rig} is the board under test`, 'the rig is a board of its own');
}

function refusePorts(options: Options): void {
  const option = (['port', 'rig'] as const).find((each) => options[each] !== undefined);
  if (option !== undefined)
    throw valueError(`--${option}`, 'none of these targets is at a port', 'leave it out, or add --target uno');
}

/** What the reports tell of a run; one that never began has seen nothing. */
function resultOf(outcome: JobOutcome, job: BenchJob | undefined): ScenarioResult | null {
  if (outcome.kind === 'result') return outcome.result;
  if (job === undefined) return null;
  const atMs = outcome.kind === 'silent' ? (outcome.atMs ?? 0) : 0;
  return {
    name: job.title,
    file: job.file,
    target: job.target,
    verdict: outcome.kind === 'silent' ? 'timeout' : 'error',
    failure: {
      place: { line: 1, column: 1 },
      signal: 'bench',
      expected: 'the target can be had, and answers',
      seen: outcome.because,
      atMs,
    },
    checks: [],
    figures: [],
    marks: [],
    trace: emptyTrace(),
    tookMs: atMs,
    wallMs: 0,
    seed: 1,
    hazards: [],
  };
}

function resultFacts({ trace: _trace, marks: _marks, ...facts }: ScenarioResult) {
  return facts;
}

function exitCodeOf(outcomes: readonly JobOutcome[]): number {
  const verdicts = outcomes.flatMap((outcome) => (outcome.kind === 'result' ? [outcome.result.verdict] : []));
  if (outcomes.some(({ kind }) => kind === 'silent') || verdicts.includes('timeout')) return EXIT_TIMEOUT;
  if (verdicts.some((verdict) => verdict !== 'passed')) return EXIT_FAILED;
  if (outcomes.some(({ kind }) => kind === 'crashed')) return EXIT_FAILED;
  return outcomes.some(({ kind }) => kind === 'unopened') ? EXIT_HARDWARE : 0;
}

function parseJobs(text: string): number {
  const jobs = parseNumber('--jobs', text, JOBS);
  if (Number.isInteger(jobs)) return jobs;
  throw valueError('--jobs', `${text} is no whole number`, 'write for example --jobs 2');
}

function collectTarget(text: string, before: readonly BenchTargetName[] = []): readonly BenchTargetName[] {
  const known = BENCH_TARGETS.find((name) => name === text);
  if (known === undefined) {
    throw valueError('--target', `there is no target '${text.slice(0, 40)}'`, nearestNameRemedy(text, BENCH_TARGETS));
  }
  return before.includes(known) ? before : [...before, known];
}
