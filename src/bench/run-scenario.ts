import type { HazardId } from '../domain/faults.ts';
import { SeededRandom } from '../domain/seeded-random.ts';
import { type BenchTable, type BenchTargetName, TargetSilent } from '../ports/bench-table.ts';
import { BenchRun } from './bench-run.ts';
import { runSteps } from './run-steps.ts';
import type { Scenario } from './scenario.ts';
import type { ScenarioResult, Verdict } from './scenario-result.ts';
import { StepFailure } from './step-failure.ts';

export interface RunOptions {
  readonly target: BenchTargetName;
  /** That the scenario covers where it passes. */
  readonly hazards?: readonly HazardId[];
  /** The wall's time, ms. */
  readonly wallMs: () => number;
  /** Called at every sample, with the time of the target's clock. */
  readonly onProgress?: (atMs: number) => void;
}

/** One scenario on one open table, which is left for the caller to close. Never rejects: what goes wrong is the verdict. */
export async function runScenario(scenario: Scenario, table: BenchTable, options: RunOptions): Promise<ScenarioResult> {
  const startedMs = options.wallMs();
  const run = new BenchRun(scenario, table, options.onProgress ?? (() => undefined));
  let verdict: Verdict = 'passed';
  let failure: ScenarioResult['failure'] = null;
  try {
    run.look();
    await runSteps(scenario.steps, run, new SeededRandom(scenario.seed));
  } catch (thrown) {
    verdict = verdictOf(thrown);
    failure = thrown instanceof StepFailure ? thrown.failure : run.broken(thrown);
  }
  run.end();
  return {
    name: scenario.name,
    file: scenario.file,
    target: options.target,
    verdict,
    failure,
    checks: run.checks,
    figures: run.figures,
    marks: run.marks,
    trace: run.trace,
    tookMs: table.sample.atMs,
    wallMs: options.wallMs() - startedMs,
    seed: scenario.seed,
    hazards: verdict === 'passed' ? (options.hazards ?? []) : [],
  };
}

function verdictOf(thrown: unknown): Verdict {
  if (thrown instanceof StepFailure) return 'failed';
  return thrown instanceof TargetSilent ? 'timeout' : 'error';
}
