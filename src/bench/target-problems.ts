import { type FileProblem, orderProblems } from '../config/file-problem.ts';
import { nearestNameRemedy } from '../config/near-names.ts';
import type { YamlSource } from '../config/parse-yaml.ts';
import { problemAt } from '../config/problems-of.ts';
import type { HazardId } from '../domain/faults.ts';
import type { BenchAbility } from '../ports/bench-table.ts';
import type { FaultFacts } from '../ports/test-inputs.ts';
import type { BenchTarget } from './bench-target.ts';
import type { Need } from './scenario-reader.ts';

/** A scenario as it was read. */
interface Asked {
  readonly needs: readonly Need[];
  readonly source: YamlSource;
}
type Explanation = Pick<FileProblem, 'what' | 'remedy'>;
type Facts = Pick<BenchTarget, 'name' | 'abilities' | 'faults' | 'unseenSignals'>;

/** What a scenario asks for and a target has not, each at its place, in the order of the file. */
export function targetProblems({ needs, source }: Asked, target: Facts): readonly FileProblem[] {
  const problems = needs.flatMap((need) => {
    const problem = problemOf(need, target);
    return problem === null ? [] : [problemAt(source, need.path, problem)];
  });
  return orderProblems(problems);
}

function problemOf(need: Need, target: Facts): Explanation | null {
  switch (need.kind) {
    case 'signal':
      return target.unseenSignals?.includes(need.signal.name) === true
        ? { what: `${target.name} cannot see ${need.signal.name}`, remedy: ELSEWHERE }
        : null;
    case 'fault':
      return faultProblem(need.fault, target);
    case 'ability':
      return target.abilities.has(need.ability) ? null : abilityProblem(need, target);
    default:
      return need satisfies never;
  }
}

/** Steps that do to a table what a fault of that name would. */
const STEPS_INSTEAD: readonly StepInstead[] = [
  { id: 'H-26', name: 'host-dies', ability: 'host', step: 'kill: host' },
  { id: 'H-27', name: 'host-stalls', ability: 'host', step: 'stall: host' },
  { id: 'H-29', name: 'link-lost', ability: 'link', step: 'link: cut' },
  { id: 'H-30', name: 'bytes-corrupted', ability: 'link', step: 'link: { flip: 1 % }' },
  { id: 'H-31', name: 'frames-reordered', ability: 'link', step: 'link: { duplicate: 5 % }' },
  { id: 'H-34', name: 'telemetry-stalls', ability: 'link', step: 'link: { delay: 300 ms }' },
  { id: 'H-51', name: 'starts-inverted', ability: 'rider', step: 'tilt: -40°' },
];
interface StepInstead {
  readonly id: HazardId;
  readonly name: string;
  readonly ability: BenchAbility;
  readonly step: string;
}

function faultProblem(written: string, target: Facts): Explanation | null {
  const { name: targetName, faults } = target;
  const [name = '', ...variants] = written.trim().toLowerCase().split(':');
  const fault = faults.find((known) => isCalled(known, name));
  if (fault === undefined) return unshown(written, name, target);
  const [variant] = variants;
  if (variant === undefined) return null;
  if (variants.length > 1) return { what: `'${shown(written)}' names more than one variant`, remedy: 'name one' };
  if (fault.variants.includes(variant)) return null;
  const what = `${fault.id} ${fault.name} has no variant '${shown(variant)}' on ${targetName}`;
  const none = `it has none here: write '${fault.id}'`;
  return { what, remedy: fault.variants.length === 0 ? none : nearestNameRemedy(variant, fault.variants) };
}

function unshown(written: string, name: string, target: Facts): Explanation {
  const instead = STEPS_INSTEAD.find((step) => step.id.toLowerCase() === name || step.name === name);
  if (instead !== undefined && target.abilities.has(instead.ability)) {
    return { what: `${instead.id} cannot be shown on ${target.name} as a fault`, remedy: `write '${instead.step}'` };
  }
  if (/^h-\d+$/.test(name)) {
    return { what: `${name.toUpperCase()} cannot be shown on ${target.name}`, remedy: ELSEWHERE };
  }
  const known = target.faults.flatMap((fault) => [fault.id, fault.name]);
  return { what: `there is no fault '${shown(written)}' on ${target.name}`, remedy: nearestNameRemedy(name, known) };
}

function abilityProblem({ what, instead }: Extract<Need, { kind: 'ability' }>, target: Facts): Explanation {
  const faults = [...new Set(instead)].filter((id) => target.faults.some((fault) => fault.id === id));
  const cannot = `${target.name} cannot ${what}`;
  if (faults.length === 0) return { what: cannot, remedy: ELSEWHERE };
  const because = instead.length > 0 ? ': no bytes pass there' : '';
  return { what: `${cannot}${because}`, remedy: `write 'inject: ${faults.join("' and 'inject: ")}'` };
}

const ELSEWHERE =
  "'upright bench vocabulary' says which target can; 'only: { targets: [...], because: ... }' keeps a scenario to it";

const isCalled = ({ id, name, aliases = [] }: FaultFacts, asked: string): boolean =>
  id.toLowerCase() === asked || name === asked || aliases.includes(asked);

const shown = (text: string): string => text.slice(0, 40);
