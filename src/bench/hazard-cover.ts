import type { HazardId } from '../domain/faults.ts';
import type { Button } from '../domain/inputs.ts';
import {
  type Answer,
  answersKept,
  answersOf,
  answersShown,
  type Before,
  NEAR_DEG,
  showsDown,
} from './reactions-shown.ts';
import type { Condition, Scenario, Step } from './scenario.ts';

/** What the cover has to know of a row of the hazard table. */
export interface HazardRow {
  readonly id: HazardId;
  readonly name: string;
  readonly reaction: string;
}

/**
 * The hazards that a scenario shows: it brings each about, and afterwards expects what stands as the reaction in that row. Derived from the steps, so
 * that nobody can claim one. What only may happen, inside `random`, counts for nothing.
 */
export function hazardsCovered(scenario: Scenario, rows: readonly HazardRow[]): readonly HazardId[] {
  const steps = [...startsInverted(scenario), ...flat([...scenario.before, ...scenario.steps])];
  return rows.filter((row) => covers(row, { scenario, steps, rows })).map(({ id }) => id);
}

interface Story {
  readonly scenario: Scenario;
  readonly steps: readonly Event[];
  readonly rows: readonly HazardRow[];
}
type Event = Step | { readonly kind: 'starts-inverted' };

function covers({ id, reaction }: HazardRow, { scenario, steps, rows }: Story): boolean {
  const first = steps.findIndex((step, index) => hazardsOf(step, rows).includes(id) && !isMendedAtOnce(steps, index));
  if (first < 0) return false;
  const wanted = answersOf(reaction);
  const seen = new Set<Answer>();
  const before = { id, uprightDeg: scenario.settings.table.uprightDeg };
  let started = false;
  let completed = false;
  let byHand = false;
  let wasDown = steps.slice(0, first + 1).some(leavesUpright);
  for (const step of steps.slice(first + 1)) {
    if (step.kind === 'press' && step.button === 'START') started = true;
    // Whoever is brought up by hand has not shown that the table does it, but where the row itself waits for RETURN.
    if (asksForReturn(step) && !/\bRETURN\b/.test(reaction)) byHand = true;
    const condition = conditionOf(step);
    if (condition === null) continue;
    if (expectsWord(condition, 'outcome', 'completed')) completed = true;
    for (const answer of shownBy(condition, { ...before, started, wasDown })) {
      if (answer !== 'RET' || !byHand) seen.add(answer);
    }
    wasDown ||= showsDown(condition, before.uprightDeg);
  }
  // Degraded is a session that went on to its end and left the fault behind: both have to be looked at.
  if (!completed) seen.delete('DEG');
  for (const condition of scenario.never) {
    for (const answer of answersKept(condition, before.uprightDeg)) {
      if (answer !== 'REF' || started) seen.add(answer);
    }
  }
  return [...wanted].some((answer) => seen.has(answer));
}

function shownBy(condition: Condition, before: Before): ReadonlySet<Answer> {
  const shown = new Set(answersShown(condition, before));
  if (expectsWord(condition, 'state', 'locked')) shown.add('DEG');
  return shown;
}

/** What is mended before any time has passed was never there. */
function isMendedAtOnce(steps: readonly Event[], index: number): boolean {
  const broken = steps[index];
  if (broken?.kind !== 'inject') return false;
  const next = steps
    .slice(index + 1)
    .find((step) => takesTime(step) || (step.kind === 'clear' && step.fault === broken.fault));
  return next?.kind === 'clear';
}

const takesTime = (step: Event): boolean => ['after', 'wait', 'expect', 'measure'].includes(step.kind);

/** A session was begun before anything was broken, or the table was not upright from the first. */
const leavesUpright = (step: Event): boolean =>
  step.kind === 'starts-inverted' || (step.kind === 'press' && (step.button === 'START' || step.button === 'DOWN'));

function asksForReturn(step: Event): boolean {
  if (step.kind === 'press') return step.button === 'RETURN';
  if (step.kind === 'console') return /^\s*(return\b|!)/i.test(step.line);
  return step.kind === 'scpi' && /OUTP(UT)?:RET/i.test(step.line);
}

function expectsWord({ tests }: Condition, name: string, word: string): boolean {
  return tests.some(
    (test) => test.kind === 'words' && test.signal.name === name && test.is.length === 1 && test.is[0] === word,
  );
}

function conditionOf(step: Event): Condition | null {
  if (step.kind === 'wait' || step.kind === 'expect') return step.condition;
  return step.kind === 'measure' && step.measure.kind === 'time' ? step.measure.until : null;
}

function flat(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step) => {
    if (step.kind === 'repeat') return flat(step.steps);
    return step.kind === 'random' ? [] : [step];
  });
}

function startsInverted({ startTiltDeg, settings }: Scenario): readonly Event[] {
  if (startTiltDeg === null || startTiltDeg >= settings.table.uprightDeg - NEAR_DEG) return [];
  return [{ kind: 'starts-inverted' }];
}

const PRESSED: Partial<Readonly<Record<Button, HazardId>>> = { ESTOP: 'H-05' };
const RELEASED: Partial<Readonly<Record<Button, HazardId>>> = { ESTOP: 'H-07', CLAMP: 'H-21' };

/** What a step brings about. At the wires an E-STOP that was pressed is one whose two channels have opened. */
function hazardsOf(step: Event, rows: readonly HazardRow[]): readonly (HazardId | undefined)[] {
  switch (step.kind) {
    case 'starts-inverted':
      return ['H-51'];
    case 'inject': {
      const [name] = step.fault.trim().toLowerCase().split(':');
      return rows.filter((row) => row.id.toLowerCase() === name || row.name === name).map(({ id }) => id);
    }
    case 'press':
      return [PRESSED[step.button]];
    case 'release':
      return [RELEASED[step.button]];
    case 'kill':
      return ['H-26'];
    case 'stall':
      return ['H-27'];
    case 'link':
      return step.disturbance === null ? [] : hazardsOfLink(step.disturbance);
    default:
      return [];
  }
}

function hazardsOfLink({
  drop,
  flip,
  duplicate,
  delayMs,
  cut,
}: NonNullable<Extract<Step, { kind: 'link' }>['disturbance']>): readonly HazardId[] {
  return [
    ...(cut ? (['H-29'] as const) : []),
    ...(drop + flip > 0 ? (['H-30'] as const) : []),
    ...(duplicate > 0 ? (['H-31'] as const) : []),
    ...(delayMs > 0 ? (['H-34'] as const) : []),
  ];
}
