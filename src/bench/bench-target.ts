import type { Settings } from '../config/settings.ts';
import type { BenchAbility, BenchSetup, BenchTable, BenchTargetName } from '../ports/bench-table.ts';
import type { FaultFacts } from '../ports/test-inputs.ts';

/** What a bench plugs into: a table that carries nobody, whose time it paces and whose every contact it has in hand. */
export interface BenchTarget {
  readonly name: BenchTargetName;
  readonly summary: string;
  readonly abilities: ReadonlySet<BenchAbility>;
  readonly faults: readonly FaultFacts[];
  /** Signals that its instruments cannot see; none where it says nothing. */
  readonly unseenSignals?: readonly string[];
  /** A table of its own for one scenario; any number may be open at once. Rejects where the hardware cannot be had. */
  open(setup: BenchSetup & { readonly settings: Settings }): Promise<BenchTable>;
}
