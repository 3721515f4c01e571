import { emptySample } from '../../sim/bench/empty-sample.ts';
import { type BenchSample, type BenchSurface, type BenchTable, SAMPLE_MS } from '../../src/ports/bench-table.ts';
import type { TestInputs } from '../../src/ports/test-inputs.ts';

/** A table that does what a test writes down, sample by sample: for the runner alone, which must see every step of it. */
export class ScriptedTable implements BenchTable {
  readonly sample: BenchSample = emptySample();
  readonly done: string[] = [];
  readonly hands: TestInputs = {
    press: (button, forMs) => void this.done.push(`press ${button} ${forMs}`),
    release: (button) => void this.done.push(`release ${button}`),
    isPressed: () => false,
    inject: (fault) => {
      this.done.push(`inject ${fault}`);
      return { ok: true };
    },
    clear: () => ({ ok: true }),
    faults: [],
  };
  readonly host = {
    kill: () => void this.done.push('kill'),
    stall: (ms: number) => void this.done.push(`stall ${ms}`),
    start: () => void this.done.push('start'),
  };
  readonly link = { disturb: (disturbance: unknown) => void this.done.push(`link ${JSON.stringify(disturbance)}`) };
  readonly #play: (sample: BenchSample) => void;

  /** `play` is called for each sample, the first included, once its time is set. */
  constructor(play: (sample: BenchSample) => void) {
    this.#play = play;
    play(this.sample);
  }

  advance(): void {
    this.sample.atMs += SAMPLE_MS;
    this.#play(this.sample);
  }

  say(_surface: BenchSurface, line: string): void {
    this.done.push(`say ${line}`);
  }

  takeReply(): readonly string[] | null {
    return null;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
