import type { BenchTarget } from '../../bench/bench-target.ts';
import { type ReadScenarioResult, readScenarioFile } from '../../bench/read-scenario.ts';
import { targetProblems } from '../../bench/target-problems.ts';
import type { FileProblem } from '../../config/file-problem.ts';
import { problemAt } from '../../config/problems-of.ts';
import type { BenchTargetName } from '../../ports/bench-table.ts';
import { CommandError, EXIT_REFUSED, errorOfProblems } from '../command-error.ts';
import { benchTargetFacts } from './bench-targets.ts';
import type { ScenarioFile } from './scenario-files.ts';

/** A scenario that is made for other targets and was not asked for by name. */
export interface Skipped {
  readonly name: string;
  readonly title: string;
  readonly file: string;
  readonly target: BenchTargetName;
  readonly because: string;
}

export interface Planned {
  readonly runs: readonly {
    readonly name: string;
    /** As the scenario calls itself. */
    readonly title: string;
    readonly file: string;
    readonly target: BenchTargetName;
  }[];
  readonly skipped: readonly Skipped[];
}

/** Every mistake of every file on every target before anything moves. @throws CommandError with all of them */
export async function planJobs(files: readonly ScenarioFile[], names: readonly BenchTargetName[]): Promise<Planned> {
  const targets = await Promise.all(names.map(async (name) => ({ name, facts: await benchTargetFacts(name) })));
  const read = files.map((file) => ({ file, read: readScenarioFile(file.file) }));
  const plans = read.flatMap(({ file, read }) => planFile(file, read, targets));
  const problems = plans.flatMap((plan) => (plan.kind === 'wrong' ? plan.problems : []));
  if (problems.length > 0) throw errorOfProblems('SCENARIO', problems);
  const runs = plans.flatMap((plan) => (plan.kind === 'run' ? [plan.run] : []));
  const skipped = plans.flatMap((plan) => (plan.kind === 'skip' ? [plan.skipped] : []));
  if (runs.length > 0) return { runs, skipped };
  // A build server would take nothing for success.
  const why = skipped.map(({ name, target, because }) => `${name} is not for ${target}: ${because}`);
  throw new CommandError(EXIT_REFUSED, 'SCENARIO', 'there is nothing to run', null, why);
}

type Plan =
  | { readonly kind: 'wrong'; readonly problems: readonly FileProblem[] }
  | { readonly kind: 'run'; readonly run: Planned['runs'][number] }
  | { readonly kind: 'skip'; readonly skipped: Skipped };
interface Target {
  readonly name: BenchTargetName;
  readonly facts: BenchTarget | null;
}

function planFile(
  { name, file, isNamed }: ScenarioFile,
  read: ReadScenarioResult,
  targets: readonly Target[],
): readonly Plan[] {
  if (!read.ok) return [{ kind: 'wrong', problems: read.errors }];
  const { only } = read.scenario;
  return targets.map(({ name: target, facts }): Plan => {
    if (only !== null && !only.targets.includes(target)) {
      const { because } = only;
      if (!isNamed) return { kind: 'skip', skipped: { name, title: read.scenario.name, file, target, because } };
      const what = `this scenario is not for ${target}: ${because}`;
      const remedy = `run it with --target ${only.targets.join(' --target ')}`;
      return { kind: 'wrong', problems: [problemAt(read.source, ['only', 'targets'], { what, remedy })] };
    }
    const problems = facts === null ? [] : targetProblems(read, facts);
    return problems.length > 0
      ? { kind: 'wrong', problems }
      : { kind: 'run', run: { name, title: read.scenario.name, file, target } };
  });
}
