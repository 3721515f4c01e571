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
      return readPress(step.press, place);
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
        : { kind, times: step.repeat.times, steps: readSteps(step.repeat.steps, [...path, 'steps'], reader), place };
    case 'random':
      return step.random === undefined
        ? null
        : { kind, ...step.random, steps: readSteps(step.random.steps, [...path, 'steps'], reader), place };
    default:
      return kind satisfies never;
  }
}

function readPress(press: WrittenStep['press'], place: Step['place']): Step | null {
  if (press === undefined) return null;
  const { button, for: forMs = PRESS_MS, held = false } = typeof press === 'string' ? { button: press } : press;
  const stays = held || LATCHING.includes(button);
  return { kind: 'press', button, forMs: stays ? null : forMs, place };
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
  const { line, answers } = typeof said === 'string' ? { line: said, answers: undefined } : said;
  const place = reader.placeOf(path);
  if (answers === undefined) return { kind, line, answers: null, place };
  try {
    return { kind, line, answers: new RegExp(answers, 'm'), place };
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
