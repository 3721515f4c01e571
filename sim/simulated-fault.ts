import type { HazardId } from '../src/domain/faults.ts';
import type { FaultFacts } from '../src/ports/test-inputs.ts';
import type { SimulatedTable } from './simulated-table.ts';

/**
 * One thing that can be broken on the simulated table. It acts on the plant, the sensors, the pins, the link or the
 * frames; nothing of it is a flag that the controller reads.
 */
export interface SimulatedFault extends FaultFacts {
  readonly id: HazardId;
  /** As the hazard table has it. */
  readonly name: string;
  /** Names that it once had. */
  readonly aliases?: readonly string[];
  /** The first of the variants is meant where none is named; a fault of one kind has none. */
  readonly variants: readonly string[];
  /** It breaks the process that runs the controller, which only a pacer of its own can do. */
  readonly needsPacedHost?: boolean;
  apply(table: SimulatedTable, variant: string): void;
  clear(table: SimulatedTable): void;
}
