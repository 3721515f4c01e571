import type { HazardId } from '../src/domain/faults.ts';
import type { FaultFacts } from '../src/ports/test-inputs.ts';
import type { SimulatedTable } from './simulated-table.ts';

/**
 * One thing that can be broken on the simulated table. It acts on the plant, the sensors, the pins, the link or the
 * frames; nothing of it is a flag that the controller reads.
 */
export interface SimulatedFault extends FaultFacts {
  readonly id: HazardId;
  /** The first of the variants is meant where none is named; a fault of one kind has none. */
  readonly variants: readonly string[];
  apply(table: SimulatedTable, variant: string): void;
  clear(table: SimulatedTable): void;
}
