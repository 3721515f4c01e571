import type { Violation, ViolationRule } from './session-result.ts';

/** A session gone wild must not fill the memory. */
const MOST_VIOLATIONS = 100;

interface Excursion {
  readonly rule: ViolationRule;
  readonly atMs: number;
  readonly limit: number;
  value: number;
}

/** One entry for each time that a rule begins to be broken, with the worst value until it is kept again. */
export class ViolationLog {
  readonly #all: Excursion[] = [];
  readonly #open = new Map<ViolationRule, Excursion>();

  get violations(): readonly Violation[] {
    return this.#all.map((excursion) => ({ ...excursion }));
  }

  /** `value` is beyond `limit`, on whichever side the rule has it. */
  breaks(rule: ViolationRule, atMs: number, value: number, limit: number): void {
    const open = this.#open.get(rule);
    if (open !== undefined) {
      if (Math.abs(value - limit) > Math.abs(open.value - open.limit)) open.value = value;
      return;
    }
    const excursion = { rule, atMs, value, limit };
    this.#open.set(rule, excursion);
    if (this.#all.length < MOST_VIOLATIONS) this.#all.push(excursion);
  }

  keep(rule: ViolationRule): void {
    if (this.#open.size > 0) this.#open.delete(rule);
  }
}
