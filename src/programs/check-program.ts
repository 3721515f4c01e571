import { BOUNDS } from '../config/bounds.ts';
import { DURATION, RATE } from '../config/quantities.ts';
import { fastestRateOfDrive, STOP_WITHIN_DEG } from '../config/rate-rules.ts';
import type { Settings } from '../config/settings.ts';
import { stopDistanceDeg } from '../config/stop-distance.ts';
import { HEAD_DOWN_BEGINS_DEG } from '../domain/units.ts';
import { MOST_STEPS } from './expand-steps.ts';
import type { Program, ProgramStep } from './program.ts';
import { type Timeline, timelineOf } from './timeline.ts';

/** H-52: a program that cannot be safe on this table is refused before anything moves, saying where and why. */
export interface ProgramProblem {
  /** The step of the program; null where it is the program as a whole. */
  readonly step: number | null;
  readonly field: 'tilt' | 'duration' | 'rate' | 'steps';
  readonly what: string;
  readonly remedy: string;
}

export type ProgramCheck =
  | { readonly ok: true; readonly timeline: Timeline }
  | { readonly ok: false; readonly problems: readonly ProgramProblem[] };

/** Every reason not to run a program on this table, or its timeline. */
export function checkProgram(program: Program, settings: Settings): ProgramCheck {
  const problems = [
    ...countProblems(program.steps),
    ...rateProblems(program.rampDegPerSec, settings),
    ...checkSteps(program.steps, settings),
  ];
  // Numbers that are none, or rates of 0, have no timeline.
  if (problems.some(({ field }) => field === 'rate' || field === 'steps') || !program.steps.every(isFiniteStep)) {
    return { ok: false, problems };
  }
  const timeline = timelineOf(program, settings);
  const singleHoldTooLong = problems.some(({ field }) => field === 'duration');
  problems.push(...(singleHoldTooLong ? [] : breakProblems(program, timeline, settings)));
  problems.push(...sumProblems(timeline, settings));
  return problems.length === 0 ? { ok: true, timeline } : { ok: false, problems };
}

/** What is wrong with single steps, whatever the others are. */
export function checkSteps(steps: readonly ProgramStep[], settings: Settings): readonly ProgramProblem[] {
  return steps.flatMap((step, index) => [
    ...tiltProblems(step, index, settings),
    ...durationProblems(step, index, settings),
  ]);
}

function countProblems({ length }: readonly ProgramStep[]): ProgramProblem[] {
  if (length === 0) return [whole('steps', 'the program has no steps', "add a step such as '- hold: -20°'")];
  if (length <= MOST_STEPS) return [];
  return [whole('steps', `${length} steps, more than ${MOST_STEPS}`, 'repeat less often')];
}

function rateProblems(rate: number | null, { table }: Settings): ProgramProblem[] {
  if (rate === null) return [];
  const highest = BOUNDS.rampRateDegPerSec;
  if (!(rate > 0 && rate <= highest)) {
    const what = `a rate of ${RATE.format(rate)} is outside 0°/s to ${RATE.format(highest)}`;
    return [whole('rate', what, `write ${RATE.format(highest)} or less`)];
  }
  const most = fastestRateOfDrive(table);
  if (rate > most) {
    const what = `this table's drive has no reserve for ${RATE.format(rate)}`;
    return [whole('rate', what, `write ${RATE.format(most)} or less`)];
  }
  const { rates } = table;
  const distance = stopDistanceDeg({ rate, accel: rates.accelDegPerSec2, jerk: rates.jerkDegPerSec3 });
  if (distance <= STOP_WITHIN_DEG) return [];
  const what = `from ${RATE.format(rate)} this table needs ${distance.toFixed(1)}° to stop`;
  return [whole('rate', what, `write a lower rate, so that it stops within ${STOP_WITHIN_DEG}°`)];
}

function tiltProblems({ tiltDeg }: ProgramStep, step: number, { table }: Settings): ProgramProblem[] {
  const { uprightDeg, invertedDeg } = table;
  if (tiltDeg >= invertedDeg && tiltDeg <= uprightDeg) return [];
  const side = tiltDeg > uprightDeg ? 'above' : 'below';
  const limit = tiltDeg > uprightDeg ? uprightDeg : invertedDeg;
  const what = `${tiltDeg}° is ${side} this table's range, ${invertedDeg}° to ${uprightDeg}°`;
  return [{ step, field: 'tilt', what, remedy: `write ${limit}°, or a tilt nearer to horizontal` }];
}

function durationProblems(
  { tiltDeg, durationMs }: ProgramStep,
  step: number,
  { timeouts }: Settings,
): ProgramProblem[] {
  const problem = (what: string, remedy: string): ProgramProblem[] => [{ step, field: 'duration', what, remedy }];
  if (!(durationMs > 0)) return problem(`${DURATION.format(0)} is no time`, 'write a time above 0 s');
  const isHeadDown = tiltDeg < HEAD_DOWN_BEGINS_DEG;
  const most = isHeadDown ? timeouts.headDownMs : timeouts.sessionMs;
  if (durationMs <= most) return [];
  const longest = isHeadDown ? 'the longest time head-down' : 'the longest session';
  return problem(`${shown(durationMs)} is more than ${longest}, ${shown(most)}`, `write less than ${shown(most)}`);
}

function breakProblems({ steps }: Program, timeline: Timeline, { timeouts }: Settings): ProgramProblem[] {
  const tooLong = timeline.headDown.find(({ startMs, endMs }) => endMs - startMs > timeouts.headDownMs);
  if (tooLong === undefined) return [];
  const step = stepAt(timeline, tooLong.startMs + timeouts.headDownMs, steps.length);
  const lasts = shown(tooLong.endMs - tooLong.startMs);
  const what = `head-down for ${lasts} without a break, ramps included, more than ${shown(timeouts.headDownMs)}`;
  return [{ step, field: 'duration', what, remedy: 'hold for less, or rest at 0° in between' }];
}

function sumProblems({ totalMs, headDownMs }: Timeline, { timeouts, rider }: Settings): ProgramProblem[] {
  const problems: ProgramProblem[] = [];
  if (totalMs > timeouts.sessionMs) {
    const what = `the session would last ${shown(totalMs)}, more than ${shown(timeouts.sessionMs)}`;
    problems.push(whole('steps', what, 'hold for less, or take out steps'));
  }
  if (headDownMs > rider.dailyHeadDownCapMs) {
    const what = `${shown(headDownMs)} head-down in all, more than a day's ${shown(rider.dailyHeadDownCapMs)}`;
    problems.push(whole('steps', what, 'hold for less, or take out steps'));
  }
  return problems;
}

const shown = (durationMs: number): string => DURATION.format(Math.round(durationMs / 1000) * 1000);

/** The step of the file that is under way at a moment. */
function stepAt({ segments }: Timeline, atMs: number, count: number): number | null {
  const step = segments.find(({ endMs }) => atMs <= endMs)?.step ?? null;
  return step === null ? null : Math.min(step, count - 1);
}

function isFiniteStep({ tiltDeg, durationMs }: ProgramStep): boolean {
  return Number.isFinite(tiltDeg) && Number.isFinite(durationMs);
}

function whole(field: ProgramProblem['field'], what: string, remedy: string): ProgramProblem {
  return { step: null, field, what, remedy };
}
