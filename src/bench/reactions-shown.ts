import type { HazardId } from '../domain/faults.ts';
import type { Condition, SignalTest } from './scenario.ts';

/** How a table may answer a hazard, as far as a bench can see it. An alarm alone is none: it moves and stops nothing. */
export type Answer = 'RET' | 'STOP' | 'REF' | 'IGN' | 'DEG';

/** The reaction of a hazard's row, its short words and its sentences, as the answers that satisfy it. */
export function answersOf(reaction: string): ReadonlySet<Answer> {
  return new Set(WORDS.flatMap(({ word, answers }) => (word.test(reaction) ? answers : [])));
}

const WORDS: readonly { readonly word: RegExp; readonly answers: readonly Answer[] }[] = [
  { word: /\bRET\b/, answers: ['RET'] },
  { word: /\b(STOP|OFF)\b|\bbrake\b|no motion|mechanical release/, answers: ['STOP'] },
  { word: /\bREF\b/, answers: ['REF'] },
  { word: /\bIGN\b|^nothing$/, answers: ['IGN'] },
  { word: /\bDEG\b/, answers: ['DEG'] },
  // What was under way is over and the rider comes up: only so is there anything to arm anew.
  { word: /\bre-arm\b/, answers: ['RET'] },
  // safety.md: A is the way up without an angle; B brakes, backs off and goes on up; C stops and waits for a held UP.
  { word: /policy A/, answers: ['RET'] },
  { word: /policy B/, answers: ['STOP', 'RET'] },
  { word: /policy C/, answers: ['STOP'] },
];

/** What went before a condition and decides what it shows. */
export interface Before {
  readonly id: HazardId;
  readonly uprightDeg: number;
  /** START was pressed after the hazard was there. */
  readonly started: boolean;
  /** The table has been away from upright: only then is being there an answer. */
  readonly wasDown: boolean;
}

/** The answers that a table has given where a condition has come true. */
export function answersShown({ tests }: Condition, before: Before): ReadonlySet<Answer> {
  return new Set(tests.flatMap((test) => answersOfTest(test, before)));
}

/** The answers that a table has given where a condition never came true. */
export function answersKept({ tests }: Condition, uprightDeg: number): ReadonlySet<Answer> {
  const [test] = tests;
  if (test === undefined || tests.length > 1) return new Set();
  if (test.kind === 'words') return new Set(isAll(test, 'state', isReturn) ? ['IGN'] : []);
  if (test.kind !== 'number' || test.is.kind !== 'within') return new Set();
  const { above, below } = test.is;
  const { name } = test.signal;
  if (name === 'rate' && above !== null && above <= STANDS_DEG_PER_SEC) return new Set(['STOP', 'REF']);
  if (name === 'tilt' && below !== null && below >= uprightDeg - NEAR_DEG) return new Set(['REF']);
  return new Set();
}

/** A table in this band of upright has not gone down, and one that comes back to it is up. */
export const NEAR_DEG = 5;
/** The least rate that a program may ask for is twice this. */
const STANDS_DEG_PER_SEC = 1;
const DUTY_OFF = 0.05;
const LEVEL_DEG = 0;

function answersOfTest(test: SignalTest, before: Before): readonly Answer[] {
  switch (test.kind) {
    case 'number':
      return answersOfNumber(test, before);
    case 'flag':
      return test.signal.name === 'brake.released' && !test.is ? ['STOP'] : [];
    case 'words':
      return answersOfWords(test, before);
    default:
      return test satisfies never;
  }
}

type Numbers = Extract<SignalTest, { kind: 'number' }>;
type Words = Extract<SignalTest, { kind: 'words' }>;

function answersOfNumber({ signal, is }: Numbers, { uprightDeg, started, wasDown }: Before): readonly Answer[] {
  const least = leastOf(is);
  switch (signal.name) {
    case 'tilt': {
      const up: readonly Answer[] = wasDown && least !== null && least >= LEVEL_DEG ? ['RET'] : [];
      return started && least !== null && least >= uprightDeg - NEAR_DEG ? [...up, 'REF'] : up;
    }
    case 'rate.signed':
      return [...(isMoreThan(is, 0) ? (['RET'] as const) : []), ...standing(is, STANDS_DEG_PER_SEC, started)];
    case 'rate':
      return standing(is, STANDS_DEG_PER_SEC, started);
    case 'drive.duty':
      return [...(isMoreThan(is, 0) ? (['RET'] as const) : []), ...standing(is, DUTY_OFF, started)];
    default:
      return [];
  }
}

/** Whether a condition is only true of a table that has left upright. */
export function showsDown({ tests }: Condition, uprightDeg: number): boolean {
  return tests.some((test) => {
    if (test.kind === 'words') return isAll(test, 'state', (word) => !STAYS.has(word) && word !== 'arming');
    if (test.kind !== 'number' || test.signal.name !== 'tilt') return false;
    const most = mostOf(test.is);
    return most !== null && most <= uprightDeg - NEAR_DEG;
  });
}

function mostOf(is: Numbers['is']): number | null {
  switch (is.kind) {
    case 'within':
      return is.below;
    case 'near':
      return is.near + is.by;
    case 'reaches':
      return is.value;
    default:
      return is satisfies never;
  }
}

function standing(is: Numbers['is'], most: number, started: boolean): readonly Answer[] {
  const stands =
    (is.kind === 'near' && Math.abs(is.near) + is.by <= most) ||
    (is.kind === 'reaches' && is.value === 0) ||
    (is.kind === 'within' && is.below !== null && is.below <= most);
  if (!stands) return [];
  return started ? ['STOP', 'REF'] : ['STOP'];
}

function isMoreThan(is: Numbers['is'], bound: number): boolean {
  return is.kind === 'within' && is.above !== null && is.above >= bound;
}

function leastOf(is: Numbers['is']): number | null {
  switch (is.kind) {
    case 'within':
      return is.above;
    case 'near':
      return is.near - is.by;
    case 'reaches':
      return is.value;
    default:
      return is satisfies never;
  }
}

/** A way up that no program has planned. */
const isReturn = (word: string): boolean =>
  (word.startsWith('returning-') && word !== 'returning-planned') || word === 'laid-flat';
const GOES_ON = new Set(['moving', 'holding', 'resting']);
const STAYS = new Set(['ready', 'self-test', 'locked']);

const isAll = ({ signal, is }: Words, name: string, fits: (word: string) => boolean): boolean =>
  signal.name === name && is.length > 0 && is.every(fits);

function answersOfWords(test: Words, { id, started }: Before): readonly Answer[] {
  switch (test.signal.name) {
    case 'state':
      if (isAll(test, 'state', isReturn)) return ['RET'];
      if (isAll(test, 'state', (word) => GOES_ON.has(word))) return ['IGN'];
      if (isAll(test, 'state', (word) => word === 'stopped')) return ['STOP'];
      return started && isAll(test, 'state', (word) => STAYS.has(word)) ? ['REF'] : [];
    case 'outcome':
      if (isAll(test, 'outcome', (word) => word === 'returned')) return ['RET'];
      if (isAll(test, 'outcome', (word) => word === 'stopped')) return ['STOP'];
      return isAll(test, 'outcome', (word) => word === 'completed') ? ['IGN'] : [];
    case 'refusal':
      return test.is.length > 0 ? ['REF'] : [];
    case 'fault':
      return test.is.includes(id) ? ['DEG'] : [];
    default:
      return [];
  }
}
