import type { BenchTable } from '../ports/bench-table.ts';
import { describeCondition, describeSeen, signalsOf, Watched } from './conditions.ts';
import { SAFETY_BOUNDS } from './safety-bounds.ts';
import type { Condition, Place, Scenario } from './scenario.ts';
import type { CheckResult, Failure, Figure, Mark } from './scenario-result.ts';
import { StepFailure } from './step-failure.ts';
import { addSample, emptyTrace } from './trace.ts';

/** A scenario under way: the table, what has been seen of it so far, and what may never be. */
export class BenchRun {
  readonly table: BenchTable;
  readonly checks: CheckResult[] = [];
  readonly figures: Figure[] = [];
  readonly marks: Mark[] = [];
  readonly trace = emptyTrace();
  /** Of what is drawn while it runs. */
  readonly seed: number;
  readonly #nevers: readonly Watched[];
  /** Of these the first ones are the scenario's own. */
  readonly #ownNevers: number;
  #broken: Watched | null = null;
  readonly #onProgress: (atMs: number) => void;
  #place: Place = { line: 1, column: 1 };
  #state: string | null = null;
  #faults = 0;

  constructor(scenario: Scenario, table: BenchTable, onProgress: (atMs: number) => void) {
    this.table = table;
    this.seed = scenario.seed;
    this.#nevers = [...scenario.never, ...SAFETY_BOUNDS(scenario.settings)].map((condition) => new Watched(condition));
    this.#ownNevers = scenario.never.length;
    this.#onProgress = onProgress;
  }

  get nowMs(): number {
    return this.table.sample.atMs;
  }

  /** The step that is under way: what cannot be placed better is placed there. */
  begin(place: Place): void {
    this.#place = place;
  }

  mark(kind: Mark['kind'], text: string): void {
    this.marks.push({ atMs: this.nowMs, kind, text });
  }

  /** One sample later. @throws StepFailure where something was that may never be */
  async advance(): Promise<void> {
    const passing = this.table.advance();
    if (passing !== undefined) await passing;
    this.look();
  }

  look(): void {
    const { sample } = this.table;
    addSample(this.trace, sample);
    this.#noteView();
    this.#onProgress(sample.atMs);
    for (const never of this.#nevers) {
      if (!never.holds(sample)) continue;
      this.#broken = never;
      throw new StepFailure(this.failureOf(never.condition, textOfNever(never)));
    }
  }

  /** What the scenario never wanted to see was looked for until now. */
  end(): void {
    for (const never of this.#nevers.slice(0, this.#ownNevers)) {
      const { place } = never.condition;
      this.checks.push({
        place,
        text: textOfNever(never),
        passed: never !== this.#broken,
        fromMs: 0,
        atMs: this.nowMs,
      });
    }
  }

  failureOf(condition: Condition, expected: string): Failure {
    const { sample } = this.table;
    return {
      place: condition.place,
      signal: signalsOf(condition),
      expected,
      seen: describeSeen(condition, sample),
      atMs: sample.atMs,
    };
  }

  /** The bench itself could not go on. */
  broken(thrown: unknown): Failure {
    const seen = thrown instanceof Error ? thrown.message : String(thrown);
    return { place: this.#place, signal: 'bench', expected: 'the step can be run', seen, atMs: this.nowMs };
  }

  #noteView(): void {
    const { view } = this.table.sample;
    const state = view?.state ?? null;
    if (state !== this.#state) {
      this.#state = state;
      const because = view?.cause ?? null;
      this.mark('state', state === null ? 'no controller' : because === null ? state : `${state} (${because})`);
    }
    const faults = view?.faults ?? [];
    for (const { id } of faults.slice(this.#faults)) this.mark('fault', id);
    this.#faults = faults.length;
  }
}

const textOfNever = ({ condition }: Watched): string => `never ${describeCondition(condition)}`;
