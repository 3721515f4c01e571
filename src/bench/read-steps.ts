import type { PathPart } from '../config/file-problem.ts';
import type { HazardId } from '../domain/faults.ts';
import type { Button } from '../domain/inputs.ts';
import { readCondition } from './read-condition.ts';
import { readMeasure } from './read-measure.ts';
import type { Step } from './scenario.ts';
import type { ScenarioReader } from './scenario-reader.ts';
import type { WrittenStep } from './scenario-schema.ts';

/** As long as people press a button, ms. */
export const PRESS_MS = 200;
const STALL_MS = 2000;
/** A console answers a line within this, also while it waits for its turn, ms. */
const ANSWERS_WITHIN_MS = 5000;
/** Commands of the console by which a bench reads it. */
const OF_THE_BENCH: ReadonlySet<string> = new Set(['json', 'echo', 'watch']);
export const STEP_KINDS = [
  'press',
  'release',
  'inject',
  'clear',
  'after',
  'wait',
  'expect',
  'measure',
  'console',
  'scpi',
  'kill',
  'start',
  'stall',
  'link',
  'repeat',
  'random',
] as const;
export type StepKind = (typeof STEP_KINDS)[number];
const HANDS: ReadonlySet<StepKind> = new Set(['press', 'release', 'inject', 'clear']);
const LATCHING: readonly Button[] = ['ESTOP', 'CLAMP'];
const DEEPEST = 4;

/** Steps with everything looked up. What is wrong is told to the reader; a wrong step is left out. */
export function readSteps(
  written: readonly WrittenStep[],
  path: readonly PathPart[],
  reader: ScenarioReader,
): readonly Step[] {
  const depth = path.filter((part) => part === 'steps').length;
  if (depth > DEEPEST) {
    reader.complain(path, `steps are nested more than ${DEEPEST} deep`, 'write them flatter');
    return [];
  }
  return written.flatMap((step, index) => {
    const kind = kindOf(step, [...path, index], reader);
    const read = kind === null ? null : readStep(kind, step, [...path, index], reader);
    return read === null ? [] : [read];
  });
}

/** What is done before there is a controller: no time passes, and nothing can be expected. */
export function readBefore(written: readonly WrittenStep[], reader: ScenarioReader): readonly Step[] {
  const steps = readSteps(written, ['before'], reader);
  written.forEach((step, index) => {
    const kind = STEP_KINDS.find((known) => step[known] !== undefined);
    if (kind === undefined || HANDS.has(kind)) return;
    const remedy = `only ${[...HANDS].join(', ')} go here; move it to 'steps'`;
    reader.complain(['before', index, kind], `'${kind}' cannot come before the controller starts`, remedy);
  });
  return steps;
}

function kindOf(step: WrittenStep, path: readonly PathPart[], reader: ScenarioReader): StepKind | null {
  const kinds = STEP_KINDS.filter((kind) => step[kind] !== undefined);
  const [kind] = kinds;
  if (kind !== undefined && kinds.length === 1) return kind;
  if (kind === undefined) reader.complain(path, 'this step says nothing', `write one of ${STEP_KINDS.join(', ')}`);
  else reader.complain(path, `this step has ${kinds.join(' and ')} at once`, 'make a step of each');
  return null;
}

function readStep(kind: StepKind, step: WrittenStep, at: readonly PathPart[], reader: ScenarioReader): Step | null {
  const path = [...at, kind];
  const place = reader.placeOf(path);
  switch (kind) {
    case 'press':
      return readPress(step.press, path, reader);
    case 'release':
      return step.release === undefined ? null : { kind, button: step.release, place };
    case 'inject':
    case 'clear': {
      const fault = step[kind];
      if (fault === undefined) return null;
      reader.injects(fault, path);
      return { kind, fault, place };
    }
    case 'after': {
      const { after } = step;
      if (after === undefined) return null;
      const [fromMs = 0, toMs = 0] = typeof after === 'number' ? [after, after] : after.between;
      if (fromMs > toMs)
        reader.complain(path, 'the first duration is longer than the second', 'write the shorter first');
      return { kind, fromMs, toMs, place };
    }
    case 'wait':
    case 'expect': {
      const wanted = step[kind];
      if (wanted === undefined) return null;
      const { within, for: forMs, ...condition } = wanted;
      if (kind === 'wait' && within === undefined) {
        reader.complain(
          path,
          'this does not say how long it is waited for',
          "write for example 'within: 60 s' beside it",
        );
      }
      return {
        kind,
        condition: readCondition(condition, path, reader),
        withinMs: within ?? null,
        forMs: forMs ?? null,
        place,
      };
    }
    case 'measure':
      return step.measure === undefined ? null : readMeasure(step.measure, path, reader);
    case 'console':
    case 'scpi':
      return readSaid(kind, step, path, reader);
    case 'kill':
    case 'start':
      reader.asks('host', path, `${kind} the host`);
      return { kind, place };
    case 'stall':
      reader.asks('host', path, 'stall the host');
      return { kind, forMs: typeof step.stall === 'object' ? step.stall.host : STALL_MS, place };
    case 'link':
      return readLink(step, path, reader);
    case 'repeat':
      return step.repeat === undefined
        ? null
        : { kind, times: step.repeat.times, steps: readInner(step.repeat.steps, path, reader), place };
    case 'random':
      return step.random === undefined
        ? null
        : { kind, ...step.random, steps: readInner(step.random.steps, path, reader), place };
    default:
      return kind satisfies never;
  }
}

function readInner(
  written: readonly WrittenStep[],
  path: readonly PathPart[],
  reader: ScenarioReader,
): readonly Step[] {
  if (written.length === 0) reader.complain([...path, 'steps'], 'there are no steps', "add '- press: UP'");
  return readSteps(written, [...path, 'steps'], reader);
}

function readPress(press: WrittenStep['press'], path: readonly PathPart[], reader: ScenarioReader): Step | null {
  if (press === undefined) return null;
  const place = reader.placeOf(path);
  const { button, for: forMs, held = false } = typeof press === 'string' ? { button: press } : press;
  const isLatching = LATCHING.includes(button);
  if (forMs !== undefined && isLatching) {
    reader.complain([...path, 'for'], `${button} stays as it is put`, `write '- release: ${button}' after a time`);
  } else if (forMs !== undefined && held)
    reader.complain([...path, 'for'], "'for' and 'held' cannot both be", 'leave one of them out');
  return { kind: 'press', button, forMs: held || isLatching ? null : (forMs ?? PRESS_MS), place };
}

function readSaid(
  kind: 'console' | 'scpi',
  step: WrittenStep,
  path: readonly PathPart[],
  reader: ScenarioReader,
): Step | null {
  const said = step[kind];
  if (said === undefined) return null;
  reader.asks(kind, path, kind === 'console' ? 'speak to the console' : 'speak SCPI');
  const { line, answers, within = ANSWERS_WITHIN_MS } = typeof said === 'string' ? { line: said } : said;
  const place = reader.placeOf(path);
  const [word = ''] = line.trim().toLowerCase().split(/\s+/);
  if (word === '') reader.complain(path, 'an empty line is never answered', "write for example 'status'");
  if (kind === 'console' && OF_THE_BENCH.has(word)) {
    const remedy = "leave it out: an answer of 'status' is there in words, and signals are watched at every sample";
    reader.complain(path, `'${word}' changes how the console answers the bench itself`, remedy);
  }
  if (answers === undefined) return { kind, line, answers: null, withinMs: within, place };
  try {
    return { kind, line, answers: new RegExp(answers, 'm'), withinMs: within, place };
  } catch {
    reader.complain(
      [...path, 'answers'],
      `'${answers}' is no regular expression`,
      'write the text that the answer has in it',
    );
    return null;
  }
}

function readLink(step: WrittenStep, path: readonly PathPart[], reader: ScenarioReader): Step | null {
  const { link } = step;
  if (link === undefined) return null;
  reader.asks('link', path, 'disturb the link', linkHazards(link));
  const place = reader.placeOf(path);
  const sound = { drop: 0, flip: 0, duplicate: 0, delayMs: 0, cut: false };
  if (link === 'sound') return { kind: 'link', disturbance: null, place };
  if (link === 'cut') return { kind: 'link', disturbance: { ...sound, cut: true }, place };
  const { drop = 0, flip = 0, duplicate = 0, delay = 0 } = link;
  if (drop + flip + duplicate + delay === 0) {
    reader.complain(path, 'nothing is done to the link', "write for example 'drop: 1 %', or 'link: sound'");
  }
  return { kind: 'link', disturbance: { ...sound, drop, flip, duplicate, delayMs: delay }, place };
}

/** What a line does to bytes, by the name that it has where no bytes pass. */
function linkHazards(link: NonNullable<WrittenStep['link']>): readonly HazardId[] {
  if (link === 'sound') return [];
  if (link === 'cut') return ['H-29'];
  return DISTURBANCES.filter(({ word }) => link[word] !== undefined).map(({ id }) => id);
}

const DISTURBANCES = [
  { word: 'drop', id: 'H-30' },
  { word: 'flip', id: 'H-30' },
  { word: 'duplicate', id: 'H-31' },
  { word: 'delay', id: 'H-34' },
] as const;
