import type { TestInputs } from '../../ports/test-inputs.ts';
import { FAULTS_PER_PAGE, type FaultChoice } from './panel-model.ts';

/** The faults that can be shown, a page at a time, and which of them are shown now. */
export class FaultChooser {
  readonly #inputs: TestInputs;
  readonly #injected = new Set<string>();
  #page = 0;

  constructor(inputs: TestInputs) {
    this.#inputs = inputs;
  }

  get page(): number {
    return this.#page;
  }

  get choices(): readonly FaultChoice[] {
    return this.#inputs.faults.flatMap(({ id, name, variants, summary }) => {
      const faults = variants.length === 0 ? [id] : variants.map((variant) => `${id}:${variant}`);
      return faults.map((fault) => ({ fault, summary: `${name}: ${summary}`, injected: this.#injected.has(fault) }));
    });
  }

  turn(step: 1 | -1): void {
    const pages = Math.max(Math.ceil(this.choices.length / FAULTS_PER_PAGE), 1);
    this.#page = (this.#page + step + pages) % pages;
  }

  /** Injects the fault, or clears one that is injected; the text says what came of it. */
  choose(index: number): string | null {
    const choice = this.choices[this.#page * FAULTS_PER_PAGE + index];
    if (choice === undefined) return null;
    const { fault, injected } = choice;
    const reply = injected ? this.#inputs.clear(fault) : this.#inputs.inject(fault);
    if (!reply.ok) return `${fault}: ${reply.because}`;
    if (injected) this.#injected.delete(fault);
    else this.#injected.add(fault);
    return `${fault} ${injected ? 'cleared' : 'injected'}`;
  }
}
