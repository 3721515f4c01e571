import type { PathPart } from '../config/file-problem.ts';
import { nearestNameRemedy } from '../config/near-names.ts';
import type { Condition, NumberTest, SignalTest } from './scenario.ts';
import type { ScenarioReader } from './scenario-reader.ts';
import type { WrittenCondition } from './scenario-schema.ts';
import { findSignal, type NumberSignal, SIGNAL_NAMES, type Signal, type WordSignal } from './signals.ts';

/** What a condition wants of one signal, as it is written: with the word `signal`, or with the signal's name as the key. */
interface WrittenBounds {
  readonly above?: string | number | undefined;
  readonly below?: string | number | undefined;
  readonly near?: string | number | undefined;
  readonly by?: string | number | undefined;
  readonly reaches?: string | number | undefined;
}
type Wanted = WrittenBounds & { readonly is?: unknown };

const COMPARISONS = ['above', 'below', 'near', 'by', 'reaches', 'is'] as const;
const EXAMPLE = "write for example '{ signal: tilt, reaches: 0° }' or '{ state: holding }'";

/** A condition with its signals looked up and its bounds in their units. Complains to the reader of what is wrong. */
export function readCondition(written: WrittenCondition, path: readonly PathPart[], reader: ScenarioReader): Condition {
  const tests: SignalTest[] = [];
  const { signal: named } = written;
  const loose = COMPARISONS.filter((word) => written[word] !== undefined);
  if (named !== undefined) {
    const signal = findSignal(named);
    if (signal === null) {
      reader.complain(
        [...path, 'signal'],
        `there is no signal '${named.slice(0, 40)}'`,
        nearestNameRemedy(named, SIGNAL_NAMES),
      );
    } else push(tests, readTest(signal, written, path, reader));
  } else if (loose.length > 0) {
    reader.complain([...path, loose[0] ?? ''], `'${loose.join("' and '")}' belongs to no signal`, EXAMPLE);
  }
  for (const name of SIGNAL_NAMES) {
    const wanted: unknown = Reflect.get(written, name);
    const signal = findSignal(name);
    if (wanted === undefined || signal === null) continue;
    const of: Wanted = signal.kind === 'number' ? (wanted as WrittenBounds) : { is: wanted };
    push(tests, readTest(signal, of, [...path, name], reader));
  }
  const names = SIGNAL_NAMES.some((name) => Reflect.get(written, name) !== undefined);
  if (named === undefined && loose.length === 0 && !names)
    reader.complain(path, 'this condition names no signal', EXAMPLE);
  return { place: reader.placeOf(path), tests };
}

function push(tests: SignalTest[], test: SignalTest | null): void {
  if (test !== null) tests.push(test);
}

function readTest(
  signal: Signal,
  wanted: Wanted,
  path: readonly PathPart[],
  reader: ScenarioReader,
): SignalTest | null {
  reader.uses(signal, path);
  switch (signal.kind) {
    case 'number': {
      const is = readNumberTest(signal, wanted, path, reader);
      return is === null ? null : { kind: 'number', signal, is };
    }
    case 'flag':
      if (typeof wanted.is === 'boolean') return { kind: 'flag', signal, is: wanted.is };
      reader.complain(
        path,
        `${signal.name} is true or false`,
        `write '{ signal: ${signal.name}, is: true }' or '${signal.name}: true'`,
      );
      return null;
    case 'word':
    case 'list':
      return readWords(signal, wanted, path, reader);
    default:
      return signal satisfies never;
  }
}

function readWords(
  signal: WordSignal,
  { is }: Wanted,
  path: readonly PathPart[],
  reader: ScenarioReader,
): SignalTest | null {
  if ((typeof is !== 'string' && !Array.isArray(is)) || is.length === 0) {
    reader.complain(
      path,
      `${signal.name} is compared with words`,
      `write for example '${signal.name}: ${exampleOf(signal)}'`,
    );
    return null;
  }
  const wanted = (typeof is === 'string' ? [is] : is).map(String);
  // `fault: none` reads better than an empty list.
  const isNone = signal.kind === 'list' && wanted.length === 1 && wanted[0] === 'none';
  const wrong = isNone ? undefined : wanted.find((word) => !signal.words.includes(word));
  if (wrong !== undefined) {
    const remedy = nearestNameRemedy(wrong, signal.words);
    reader.complain(path, `${signal.name} is never '${wrong.slice(0, 40)}'`, remedy);
    return null;
  }
  return { kind: 'words', signal, is: isNone ? [] : wanted };
}

const exampleOf = (signal: WordSignal): string => (signal.kind === 'word' ? (signal.words[0] ?? '') : 'H-08');

function readNumberTest(
  signal: NumberSignal,
  written: Wanted,
  path: readonly PathPart[],
  reader: ScenarioReader,
): NumberTest | null {
  const value = (word: keyof WrittenBounds): number | null => {
    const bound = written[word];
    return bound === undefined ? null : reader.valueIn(signal.unit, bound, [...path, word]);
  };
  const { above, below, near, by, reaches } = {
    above: value('above'),
    below: value('below'),
    near: value('near'),
    by: value('by'),
    reaches: value('reaches'),
  };
  const kinds = [written.above ?? written.below, written.near ?? written.by, written.reaches].filter(
    (kind) => kind !== undefined,
  );
  const example = `write for example '{ signal: ${signal.name}, above: ${signal.unit.example} }'`;
  if (written.is !== undefined || kinds.length !== 1) {
    const what =
      kinds.length > 1 ? `${signal.name} is compared in more than one way` : `${signal.name} is compared with nothing`;
    reader.complain(
      path,
      written.is === undefined ? what : `${signal.name} is a number: it is never exactly something`,
      example,
    );
    return null;
  }
  if (written.reaches !== undefined) return reaches === null ? null : { kind: 'reaches', value: reaches };
  if (written.near !== undefined || written.by !== undefined) {
    if (written.near === undefined || written.by === undefined) {
      reader.complain(
        path,
        `'near' and 'by' belong together`,
        `write for example 'near: ${signal.unit.example}, by: ${signal.unit.format(1)}'`,
      );
      return null;
    }
    if (by !== null && by < 0) {
      reader.complain([...path, 'by'], 'nothing is nearer than 0', `write for example 'by: ${signal.unit.format(1)}'`);
      return null;
    }
    return near === null || by === null ? null : { kind: 'near', near, by };
  }
  if (above !== null && below !== null && above >= below) {
    reader.complain(
      path,
      `nothing is above ${signal.unit.format(above)} and below ${signal.unit.format(below)}`,
      'change one of the two',
    );
    return null;
  }
  return { kind: 'within', above, below };
}
