import type { FileProblem, PathPart } from '../config/file-problem.ts';
import type { YamlSource } from '../config/parse-yaml.ts';
import { problemAt } from '../config/problems-of.ts';
import { isRecord } from '../config/without-paths.ts';

/**
 * Which keys of a step go together. Judged on what the file holds, so that a mistake in one value hides no other:
 * a step has exactly one of `hold`, `rest` and `repeat`; the first two need `for`, the third needs `steps`.
 */
export function stepProblems(yaml: YamlSource): readonly FileProblem[] {
  const { value } = yaml;
  return isRecord(value) ? problemsInList(yaml, stepsIn(value), ['steps']) : [];
}

type RawStep = Readonly<Record<string, unknown>>;

const stepsIn = ({ steps }: RawStep): unknown => steps;

const KINDS = ['hold', 'rest', 'repeat'] as const;
const DEEPEST_REPEAT = 3;

function problemsInList(yaml: YamlSource, list: unknown, path: readonly PathPart[]): readonly FileProblem[] {
  if (!Array.isArray(list)) return [];
  if (list.length === 0) return [problemAt(yaml, path, { what: 'there are no steps', remedy: "add '- hold: -20°'" })];
  if (path.filter((part) => part === 'steps').length > DEEPEST_REPEAT + 1) {
    return [
      problemAt(yaml, path, {
        what: `repeats are nested more than ${DEEPEST_REPEAT} deep`,
        remedy: 'write them flatter',
      }),
    ];
  }
  return list.flatMap((step: unknown, index) => (isRecord(step) ? problemsInStep(yaml, step, [...path, index]) : []));
}

function problemsInStep(yaml: YamlSource, step: RawStep, path: readonly PathPart[]): readonly FileProblem[] {
  const problem = (what: string, remedy: string) => [problemAt(yaml, path, { what, remedy })];
  const kinds = KINDS.filter((kind) => kind in step);
  const [kind] = kinds;
  const inside = problemsInList(yaml, stepsIn(step), [...path, 'steps']);
  if (kind === undefined) {
    const unknownKeys = Object.keys(step).some((key) => key !== 'for' && key !== 'steps');
    // A mistyped word is told by its own name.
    if (unknownKeys) return inside;
    return [...problem('this step has none of hold, rest and repeat', "write for example 'hold: -20°'"), ...inside];
  }
  if (kinds.length > 1) {
    return [...problem(`this step has ${kinds.join(' and ')} at once`, 'make a step of each'), ...inside];
  }
  if (kind === 'repeat') {
    if (!('steps' in step)) return problem('this repeat has no steps', 'list them below it as steps');
    if ('for' in step) return [...problem('a repeat has no duration', 'remove for'), ...inside];
    return inside;
  }
  if ('steps' in step)
    return [...problem(`a ${kind} has no steps of its own`, 'use repeat, or remove steps'), ...inside];
  return 'for' in step ? [] : problem(`this ${kind} does not say how long`, "write for example 'for: 1 min' below it");
}
