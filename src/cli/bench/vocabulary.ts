import type { BenchTarget } from '../../bench/bench-target.ts';
import { STEP_KINDS, type StepKind } from '../../bench/read-steps.ts';
import { SIGNALS, type Signal } from '../../bench/signals.ts';
import { STEP_EXAMPLES } from '../../bench/step-examples.ts';
import { BUTTONS } from '../../domain/inputs.ts';
import { TABLE_STATES } from '../../domain/states.ts';
import { BENCH_ABILITIES, type BenchAbility, type BenchTargetName } from '../../ports/bench-table.ts';
import { benchTargets } from './bench-targets.ts';

export interface SignalFacts {
  readonly name: string;
  readonly kind: Signal['kind'];
  /** A value as it is written; null for what has no numbers. */
  readonly unit: string | null;
  /** The only words there are; null where any may come. */
  readonly words: readonly string[] | null;
  readonly summary: string;
}

export interface FaultOnTargets {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly on: readonly { readonly target: BenchTargetName; readonly variants: readonly string[] }[];
}

/** The words of a scenario file, and where they can be used. */
export interface Vocabulary {
  readonly signals: readonly SignalFacts[];
  readonly states: readonly string[];
  readonly buttons: readonly string[];
  readonly steps: readonly { readonly step: StepKind; readonly example: string; readonly summary: string }[];
  readonly faults: readonly FaultOnTargets[];
  readonly targets: readonly TargetFacts[];
}

interface TargetFacts {
  readonly name: BenchTargetName;
  readonly summary: string;
  readonly abilities: readonly BenchAbility[];
  readonly lacks: readonly BenchAbility[];
  readonly unseenSignals: readonly string[];
}

export async function vocabulary(): Promise<Vocabulary> {
  const targets = await benchTargets();
  return {
    signals: SIGNALS.map(signalFacts),
    states: TABLE_STATES,
    buttons: BUTTONS,
    steps: STEP_KINDS.map((step) => ({ step, ...STEP_EXAMPLES[step] })),
    faults: faultsOf(targets),
    targets: targets.map(({ name, summary, abilities, unseenSignals = [] }) => ({
      name,
      summary,
      abilities: BENCH_ABILITIES.filter((ability) => abilities.has(ability)),
      lacks: BENCH_ABILITIES.filter((ability) => !abilities.has(ability)),
      unseenSignals,
    })),
  };
}

function signalFacts(signal: Signal): SignalFacts {
  const { name, kind, summary } = signal;
  return {
    name,
    kind,
    unit: signal.kind === 'number' ? signal.unit.example : null,
    words: 'words' in signal && name !== 'state' ? signal.words : null,
    summary,
  };
}

/** In order of id, each once with the targets that have it. */
function faultsOf(targets: readonly BenchTarget[]): readonly FaultOnTargets[] {
  const ids = [...new Set(targets.flatMap(({ faults }) => faults.map(({ id }) => id)))].sort();
  return ids.flatMap((id) => {
    const found = targets.flatMap(({ name: target, faults }) => {
      const fault = faults.find((known) => known.id === id);
      return fault === undefined ? [] : [{ target, fault }];
    });
    const [first] = found;
    if (first === undefined) return [];
    const { name, summary } = first.fault;
    return [{ id, name, summary, on: found.map(({ target, fault }) => ({ target, variants: fault.variants })) }];
  });
}
