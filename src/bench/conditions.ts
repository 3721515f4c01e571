import type { BenchSample } from '../ports/bench-table.ts';
import type { Condition, NumberTest, SignalTest } from './scenario.ts';
import { shownValue } from './signals.ts';

/** Whether a condition holds at the samples that it is shown, one after the other. `reaches` looks back to the first. */
export class Watched {
  readonly condition: Condition;
  readonly #firsts: (number | null)[];

  constructor(condition: Condition) {
    this.condition = condition;
    this.#firsts = condition.tests.map(() => null);
  }

  holds(sample: BenchSample): boolean {
    let all = true;
    this.condition.tests.forEach((test, index) => {
      if (!this.#passes(test, index, sample)) all = false;
    });
    return all;
  }

  #passes(test: SignalTest, index: number, sample: BenchSample): boolean {
    switch (test.kind) {
      case 'number': {
        const value = test.signal.of(sample);
        if (value === null) return false;
        const first = this.#firsts[index] ?? value;
        this.#firsts[index] = first;
        return numberPasses(value, first, test.is);
      }
      case 'flag':
        return test.signal.of(sample) === test.is;
      case 'words':
        return wordsPass(test, sample);
      default:
        return test satisfies never;
    }
  }
}

function wordsPass({ signal, is }: Extract<SignalTest, { kind: 'words' }>, sample: BenchSample): boolean {
  const value = signal.of(sample);
  if (value === null) return false;
  if (typeof value === 'string') return is.includes(value);
  return is.length === 0 ? value.length === 0 : is.every((entry) => value.includes(entry));
}

function numberPasses(value: number, first: number, is: NumberTest): boolean {
  switch (is.kind) {
    case 'within':
      return (is.above === null || value > is.above) && (is.below === null || value < is.below);
    case 'near':
      return Math.abs(value - is.near) <= is.by;
    case 'reaches':
      return first <= is.value ? value >= is.value : value <= is.value;
    default:
      return is satisfies never;
  }
}

/** `drive.duty above 0`, `state is locked, tilt near 75° by 1°`. */
export function describeCondition({ tests }: Condition): string {
  return tests.map(describeTest).join(', ');
}

function describeTest(test: SignalTest): string {
  const { name } = test.signal;
  switch (test.kind) {
    case 'number':
      return `${name} ${describeNumberTest(test.is, test.signal.unit.format)}`;
    case 'flag':
      return `${name} is ${test.is}`;
    case 'words':
      return `${name} is ${test.is.join(test.signal.kind === 'word' ? ' or ' : ' and ') || 'empty'}`;
    default:
      return test satisfies never;
  }
}

function describeNumberTest(is: NumberTest, shown: (value: number) => string): string {
  switch (is.kind) {
    case 'within': {
      const above = is.above === null ? [] : [`above ${shown(is.above)}`];
      const below = is.below === null ? [] : [`below ${shown(is.below)}`];
      return [...above, ...below].join(' and ');
    }
    case 'near':
      return `near ${shown(is.near)} by ${shown(is.by)}`;
    case 'reaches':
      return `reaches ${shown(is.value)}`;
    default:
      return is satisfies never;
  }
}

/** What the signals of a condition are now: `tilt -38.2°, state moving`. */
export function describeSeen({ tests }: Condition, sample: BenchSample): string {
  return tests.map(({ signal }) => `${signal.name} ${shownValue(signal, sample)}`).join(', ');
}

/** `state, tilt`. */
export function signalsOf({ tests }: Condition): string {
  return tests.map(({ signal }) => signal.name).join(', ');
}
