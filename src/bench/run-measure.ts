import { formatDurationWords } from '../config/duration.ts';
import { DURATION, type Unit } from '../config/quantities.ts';
import type { BenchRun } from './bench-run.ts';
import { comesTrue } from './come-true.ts';
import { describeCondition, Watched } from './conditions.ts';
import type { Measure, Step } from './scenario.ts';
import { StepFailure } from './step-failure.ts';

/** Takes a figure and tells it; one beyond its limit ends the run. */
export async function runMeasure({ measure, place }: Extract<Step, { kind: 'measure' }>, run: BenchRun): Promise<void> {
  const fromMs = run.nowMs;
  const value = measure.kind === 'time' ? await takeTime(measure, run) : await takeFigure(measure, run);
  const unit: Unit = measure.kind === 'time' ? DURATION : measure.signal.unit;
  const { atMost, atLeast } = limitsOf(measure);
  const limits = [
    ...(atLeast === null ? [] : [`at least ${unit.format(atLeast)}`]),
    ...(atMost === null ? [] : [`at most ${unit.format(atMost)}`]),
  ];
  const limit = limits.length === 0 ? null : limits.join(' and ');
  const digits = measure.kind === 'time' ? 0 : measure.signal.digits;
  const text = value === null ? 'never' : unit.format(Number(value.toFixed(digits)));
  const passed = value !== null && (atMost === null || value <= atMost) && (atLeast === null || value >= atLeast);
  run.figures.push({ name: measure.name, value: value ?? Number.NaN, text, limit, passed, atMs: run.nowMs });
  if (limit !== null || !passed) {
    const wanted =
      limit ?? `told within ${formatDurationWords(measure.kind === 'time' ? measure.withinMs : measure.overMs)}`;
    run.checks.push({ place, text: `${measure.name}: ${wanted}`, passed, fromMs, atMs: run.nowMs });
  }
  if (passed) return;
  const signal = measure.kind === 'time' ? describeCondition(measure.until) : measure.signal.name;
  const within =
    measure.kind === 'time' && value === null
      ? `within ${formatDurationWords(measure.withinMs)}`
      : (limit ?? 'a value');
  throw new StepFailure({ place, signal, expected: `${measure.name}: ${within}`, seen: text, atMs: run.nowMs });
}

function limitsOf(measure: Measure): { readonly atMost: number | null; readonly atLeast: number | null } {
  if (measure.kind === 'time') return { atMost: measure.atMostMs, atLeast: null };
  return measure;
}

async function takeTime(measure: Extract<Measure, { kind: 'time' }>, run: BenchRun): Promise<number | null> {
  const fromMs = run.nowMs;
  return (await comesTrue(new Watched(measure.until), measure.withinMs, run)) ? run.nowMs - fromMs : null;
}

async function takeFigure(measure: Exclude<Measure, { kind: 'time' }>, run: BenchRun): Promise<number | null> {
  const values: number[] = [];
  const untilMs = run.nowMs + measure.overMs;
  while (run.nowMs < untilMs) {
    await run.advance();
    const value = measure.signal.of(run.table.sample);
    if (value !== null) values.push(value);
  }
  if (values.length === 0) return null;
  switch (measure.kind) {
    case 'maximum':
      return values.reduce((most, value) => Math.max(most, value));
    case 'minimum':
      return values.reduce((least, value) => Math.min(least, value));
    case 'mean':
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    default:
      return measure.kind satisfies never;
  }
}
