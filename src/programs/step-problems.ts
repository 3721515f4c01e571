import type { FileProblem, PathPart } from '../config/file-problem.ts';
import type { YamlSource } from '../config/parse-yaml.ts';
import { problemAt } from '../config/problems-of.ts';
import { isRecord } from '../config/without-paths.ts';

/**
 * Which keys of a step go together. Judged on what the file holds, so that a mistake in one value hides no other: a step
 * has exactly one of its kinds; `repeat` needs `steps`, every other kind needs `for`.
 */
export function stepProblems(yaml: YamlSource): readonly FileProblem[] {
  const { value } = yaml;
  return isRecord(value) ? problemsInList(yaml, stepsIn(value), ['steps']) : [];
}

type RawStep = Readonly<Record<string, unknown>>;
type Explained = readonly [what: string, remedy: string];

const stepsIn = ({ steps }: RawStep): unknown => steps;
const timesIn = ({ times }: RawStep): unknown => times;

const KINDS = ['hold', 'exercise', 'rest', 'oscillate', 'stairs', 'repeat'] as const;
type Kind = (typeof KINDS)[number];
const BESIDE_A_KIND: readonly string[] = ['for', 'steps', 'warmUp'];
const DEEPEST_REPEAT = 3;

function problemsInList(yaml: YamlSource, list: unknown, path: readonly PathPart[]): readonly FileProblem[] {
  if (!Array.isArray(list)) return [];
  if (list.length === 0) return [problemAt(yaml, path, { what: 'there are no steps', remedy: "add '- hold: -20°'" })];
  if (path.filter((part) => part === 'steps').length > DEEPEST_REPEAT + 1) {
    const what = `repeats are nested more than ${DEEPEST_REPEAT} deep`;
    return [problemAt(yaml, path, { what, remedy: 'write them flatter' })];
  }
  return list.flatMap((step: unknown, index) => (isRecord(step) ? problemsInStep(yaml, step, [...path, index]) : []));
}

function problemsInStep(yaml: YamlSource, step: RawStep, path: readonly PathPart[]): readonly FileProblem[] {
  const at = (below: readonly PathPart[], [what, remedy]: Explained) =>
    problemAt(yaml, [...path, ...below], { what, remedy });
  const kinds = KINDS.filter((kind) => kind in step);
  const [kind] = kinds;
  const inside = problemsInList(yaml, stepsIn(step), [...path, 'steps']);
  if (kind === undefined) {
    // A mistyped word is told by its own name.
    if (Object.keys(step).some((key) => !BESIDE_A_KIND.includes(key))) return inside;
    const none: Explained = [`this step has none of ${listed(KINDS)}`, "write for example 'hold: -20°'"];
    return [at([], none), ...inside];
  }
  if (kinds.length > 1) {
    return [at([], [`this step has ${kinds.join(' and ')} at once`, 'make a step of each']), ...inside];
  }
  const beside = besideProblem(kind, step);
  const warmUp = warmUpProblem(kind, step);
  return [
    ...(beside === null ? [] : [at([], beside)]),
    ...(warmUp === null ? [] : [at(['warmUp'], warmUp)]),
    ...inside,
  ];
}

/** What a kind must have beside it, and must not. */
function besideProblem(kind: Kind, step: RawStep): Explained | null {
  if (kind === 'repeat') {
    if (!('steps' in step)) return ['this repeat has no steps', 'list them below it as steps'];
    return 'for' in step ? ['a repeat has no duration', 'remove for'] : null;
  }
  if ('steps' in step) return [`${named(kind)} has no steps of its own`, 'use repeat, or remove steps'];
  if ('for' in step) return null;
  const where = kind === 'oscillate' ? ' at each end' : kind === 'stairs' ? ' on each stair' : '';
  return [`this ${kind} does not say how long${where}`, "write for example 'for: 1 min' below it"];
}

/** The first rounds reach a share of the depth, and at least one round reaches all of it. */
function warmUpProblem(kind: Kind, step: RawStep): Explained | null {
  if (!('warmUp' in step)) return null;
  const { warmUp, repeat, oscillate } = step;
  if (kind !== 'repeat' && kind !== 'oscillate') return [`${named(kind)} has no rounds to warm up in`, 'remove warmUp'];
  const rounds = kind === 'repeat' ? repeat : isRecord(oscillate) ? timesIn(oscillate) : undefined;
  if (!Array.isArray(warmUp) || typeof rounds !== 'number' || warmUp.length < rounds) return null;
  const word = kind === 'repeat' ? 'repeat' : 'times';
  const what = `a warm-up of ${warmUp.length} in ${rounds} leaves no round that reaches the whole depth`;
  return [what, `write fewer shares, or ${word}: ${warmUp.length + 1}`];
}

function named(kind: Kind): string {
  switch (kind) {
    case 'hold':
    case 'rest':
    case 'repeat':
      return `a ${kind}`;
    case 'exercise':
      return 'an exercise';
    case 'oscillate':
      return 'an oscillation';
    case 'stairs':
      return 'a flight of stairs';
    default:
      return kind satisfies never;
  }
}

const listed = (words: readonly string[]): string => `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
