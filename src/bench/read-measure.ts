import type { PathPart } from '../config/file-problem.ts';
import { nearestNameRemedy } from '../config/near-names.ts';
import { DURATION, type Unit } from '../config/quantities.ts';
import { readCondition } from './read-condition.ts';
import type { Measure, Step } from './scenario.ts';
import type { ScenarioReader } from './scenario-reader.ts';
import type { WrittenMeasure } from './scenario-schema.ts';
import { findSignal, SIGNALS } from './signals.ts';

const KINDS = ['until', 'maximum', 'minimum', 'mean'] as const;
const EXAMPLE = "write for example '{ name: way up, until: { signal: tilt, reaches: 0° }, within: 30 s }'";

/** A figure to take. What is wrong is told to the reader, and gives null. */
export function readMeasure(written: WrittenMeasure, path: readonly PathPart[], reader: ScenarioReader): Step | null {
  const kinds = KINDS.filter((kind) => written[kind] !== undefined);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    const what =
      kind === undefined ? 'this does not say what is measured' : `this measures ${kinds.join(' and ')} at once`;
    reader.complain(path, what, EXAMPLE);
    return null;
  }
  const measure = kind === 'until' ? readTime(written, path, reader) : readFigure(kind, written, path, reader);
  return measure === null ? null : { kind: 'measure', measure, place: reader.placeOf(path) };
}

function limitOf(
  written: WrittenMeasure,
  word: 'atMost' | 'atLeast',
  { unit, path, reader }: { unit: Unit; path: readonly PathPart[]; reader: ScenarioReader },
): number | null {
  const limit = written[word];
  return limit === undefined ? null : reader.valueIn(unit, limit, [...path, word]);
}

function readTime(written: WrittenMeasure, path: readonly PathPart[], reader: ScenarioReader): Measure | null {
  const { name, until, within } = written;
  if (until === undefined) return null;
  if (within === undefined) {
    reader.complain(path, 'this does not say how long it is waited for', "write for example 'within: 60 s' beside it");
    return null;
  }
  if (written.over !== undefined || written.atLeast !== undefined) {
    reader.complain(path, "a time is taken with 'until', 'within' and 'atMost'", 'leave the other words out');
    return null;
  }
  const atMostMs = limitOf(written, 'atMost', { unit: DURATION, path, reader });
  return { kind: 'time', name, until: readCondition(until, [...path, 'until'], reader), withinMs: within, atMostMs };
}

function readFigure(
  kind: 'maximum' | 'minimum' | 'mean',
  written: WrittenMeasure,
  path: readonly PathPart[],
  reader: ScenarioReader,
): Measure | null {
  const { name, over, [kind]: signalName = '' } = written;
  const signal = findSignal(signalName);
  if (signal === null || signal.kind !== 'number') {
    const numbers = SIGNALS.filter((known) => known.kind === 'number').map((known) => known.name);
    reader.complain(
      [...path, kind],
      `'${signalName.slice(0, 40)}' is no signal with numbers`,
      nearestNameRemedy(signalName, numbers),
    );
    return null;
  }
  reader.uses(signal, [...path, kind]);
  if (over === undefined || written.within !== undefined) {
    reader.complain(path, `a ${kind} is taken over a time`, "write for example 'over: 10 s'");
    return null;
  }
  const at = { unit: signal.unit, path, reader };
  return {
    kind,
    name,
    signal,
    overMs: over,
    atMost: limitOf(written, 'atMost', at),
    atLeast: limitOf(written, 'atLeast', at),
  };
}
