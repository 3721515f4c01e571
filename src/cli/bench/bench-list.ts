import { createLogUpdate } from 'log-update';
import type { ScenarioResult } from '../../bench/scenario-result.ts';
import { formatDuration } from '../../domain/units.ts';
import type { BenchJob, JobOutcome } from './bench-job.ts';
import type { JobWatcher } from './run-jobs.ts';

const REFRESH_MS = 200;
const NAME_WIDTH = 44;

export interface ListOptions {
  /** Lines that stay. */
  readonly print: (line: string) => void;
  readonly color: boolean;
  readonly total: number;
}

/** Every scenario's line as it ends, and on a terminal below them those that are under way. */
export class BenchList implements JobWatcher {
  readonly #options: ListOptions;
  readonly #live = process.stderr.isTTY === true ? createLogUpdate(process.stderr) : null;
  readonly #running = new Map<BenchJob, { readonly sinceMs: number; atMs: number }>();
  #done = 0;
  #shownAtMs = 0;

  constructor(options: ListOptions) {
    this.#options = options;
  }

  began(job: BenchJob): void {
    this.#running.set(job, { sinceMs: performance.now(), atMs: 0 });
    this.#show();
  }

  at(job: BenchJob, atMs: number): void {
    const running = this.#running.get(job);
    if (running !== undefined) running.atMs = atMs;
    if (performance.now() - this.#shownAtMs > REFRESH_MS) this.#show();
  }

  ended(job: BenchJob, outcome: JobOutcome): void {
    this.#running.delete(job);
    this.#done += 1;
    this.#live?.clear();
    for (const line of outcomeLines(job, outcome, this.#options.color)) this.#options.print(line);
    this.#show();
  }

  close(): void {
    this.#live?.clear();
  }

  #show(): void {
    if (this.#live === null) return;
    this.#shownAtMs = performance.now();
    const lines = [...this.#running].map(([job, { sinceMs, atMs }]) => {
      const speed = (atMs / Math.max(performance.now() - sinceMs, 1)).toFixed(1);
      return `  …  ${labelOf(job)}  ${formatDuration(atMs).padStart(6)}  ${speed.padStart(6)} x`;
    });
    this.#live([...lines, `  ${this.#done} of ${this.#options.total}`].join('\n'));
  }
}

const labelOf = ({ name, target }: BenchJob): string => `${name.padEnd(NAME_WIDTH)} ${target.padEnd(12)}`;

/** What became of a scenario: a line, and what was wrong below it. */
export function outcomeLines(job: BenchJob, outcome: JobOutcome, color: boolean): readonly string[] {
  const paint = (code: number, text: string) => (color ? `\u001b[${code}m${text}\u001b[39m` : text);
  switch (outcome.kind) {
    case 'result':
      return resultLines(job, outcome.result, paint);
    case 'unopened':
    case 'crashed':
      return [`${paint(RED, 'ERROR')}  ${labelOf(job)}`, `       ${outcome.because}`];
    case 'silent': {
      const at = outcome.atMs === null ? 'before it began' : `at ${seconds(outcome.atMs)}`;
      return [`${paint(RED, 'LOST ')}  ${labelOf(job)}`, `       ${outcome.because}, ${at}`];
    }
    default:
      return outcome satisfies never;
  }
}

const WORDS = { passed: 'ok   ', failed: 'FAIL ', error: 'ERROR', timeout: 'LOST ' } as const;
const RED = 31;
const GREEN = 32;

function resultLines(
  job: BenchJob,
  { verdict, failure, tookMs, wallMs, figures }: ScenarioResult,
  paint: (code: number, text: string) => string,
): readonly string[] {
  const word = verdict === 'passed' ? paint(GREEN, WORDS[verdict]) : paint(RED, WORDS[verdict]);
  const told = figures.map(({ name, text, limit }) => `       ${name}: ${text}${limit === null ? '' : `, ${limit}`}`);
  const line = `${word}  ${labelOf(job)}  ${formatDuration(tookMs).padStart(6)} in ${seconds(wallMs).padStart(7)}`;
  if (failure === null) return [line, ...told];
  const { place, signal, expected, seen, atMs } = failure;
  return [
    line,
    ...told,
    `       ${job.file}:${place.line}:${place.column}: at ${seconds(atMs)}, ${signal}`,
    `       expected  ${expected}`,
    `       seen      ${seen}`,
  ];
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
