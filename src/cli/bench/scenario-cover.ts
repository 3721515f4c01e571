import type { BenchTarget } from '../../bench/bench-target.ts';
import { hazardsCovered } from '../../bench/hazard-cover.ts';
import { type ReadScenarioResult, readScenarioFile } from '../../bench/read-scenario.ts';
import { NO_SUMMARY } from '../../bench/scenario-schema.ts';
import { targetProblems } from '../../bench/target-problems.ts';
import type { HazardId } from '../../domain/faults.ts';
import type { BenchTargetName } from '../../ports/bench-table.ts';
import { HAZARDS } from '../../safety/hazards.ts';
import { hazardsShownElsewhere } from '../../targets/open-bench-target.ts';
import { errorOfProblems } from '../command-error.ts';
import { benchTargets } from './bench-targets.ts';
import { groupOf, type ScenarioFile } from './scenario-files.ts';

/** A scenario as lists show it. */
export interface ScenarioFacts {
  /** As `bench run` takes it. */
  readonly name: string;
  readonly group: string;
  readonly file: string;
  readonly title: string;
  /** Null where the file has none. */
  readonly summary: string | null;
  /** Of the targets that there are, those that have what it asks for. */
  readonly targets: readonly BenchTargetName[];
  /** Why not on all; null where the file says nothing of it. */
  readonly because: string | null;
  readonly hazards: readonly HazardId[];
}

export interface HazardCover {
  readonly id: HazardId;
  readonly name: string;
  readonly fault: string;
  readonly reaction: string;
  readonly scenarios: readonly string[];
  /** The proof of a hazard that a bench cannot show; null where it can. */
  readonly shownBy: string | null;
}

export interface Cover {
  readonly scenarios: readonly ScenarioFacts[];
  readonly hazards: readonly HazardCover[];
}

/** What scenarios show, made from the files. @throws CommandError where one has mistakes */
export async function scenarioCover(files: readonly ScenarioFile[]): Promise<Cover> {
  const [targets, elsewhere] = await Promise.all([benchTargets(), hazardsShownElsewhere()]);
  const read = files.map((file) => ({ file, read: readScenarioFile(file.file) }));
  const problems = read.flatMap(({ read }) => (read.ok ? [] : read.errors));
  if (problems.length > 0) throw errorOfProblems('SCENARIO', problems);
  const scenarios = read.flatMap(({ file, read }) => (read.ok ? [factsOf(file, read, targets)] : []));
  const hazards = HAZARDS.map(({ id, name, fault, reaction }): HazardCover => {
    const covering = scenarios.filter((scenario) => scenario.hazards.includes(id)).map((scenario) => scenario.name);
    const shownBy = covering.length > 0 ? null : (elsewhere.find((row) => row.id === id)?.shownBy ?? null);
    return { id, name, fault, reaction, scenarios: covering, shownBy };
  });
  return { scenarios, hazards };
}

function factsOf(
  file: ScenarioFile,
  read: Extract<ReadScenarioResult, { ok: true }>,
  targets: readonly BenchTarget[],
): ScenarioFacts {
  const { name: title, summary, only } = read.scenario;
  const able = targets.filter(
    (target) => only?.targets.includes(target.name) !== false && targetProblems(read, target).length === 0,
  );
  return {
    name: file.name,
    group: groupOf(file),
    file: file.file,
    title,
    summary: summary === NO_SUMMARY ? null : summary,
    targets: able.map((target) => target.name),
    because: only?.because ?? null,
    hazards: hazardsCovered(read.scenario, HAZARDS),
  };
}

/** What stands for a hazard in a list: the scenarios, or why there are none. */
export function coverText({ scenarios, shownBy }: HazardCover): string {
  if (scenarios.length > 0) return scenarios.join(', ');
  return shownBy === null ? 'no scenario' : `not at a bench: ${shownBy} shows it`;
}

/** `12 of 59 hazards are covered; 9 cannot be shown at a bench` */
export function coverSummary(hazards: readonly HazardCover[]): string {
  const covered = hazards.filter(({ scenarios }) => scenarios.length > 0).length;
  const elsewhere = hazards.filter(({ shownBy }) => shownBy !== null).length;
  return `${covered} of ${hazards.length} hazards are covered; ${elsewhere} cannot be shown at a bench`;
}
