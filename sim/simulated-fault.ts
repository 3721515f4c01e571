import type { HazardId } from '../src/domain/faults.ts';
import type { FaultFacts } from '../src/ports/test-inputs.ts';
import type { PlantTable } from './plant-table.ts';
import type { SimulatedTable } from './simulated-table.ts';

/**
 * One thing that can be broken on a table. It acts on the plant, the sensors, the pins, the link or the frames; nothing
 * of it is a flag that the controller reads.
 */
export interface TableFault<Table> extends FaultFacts {
  readonly id: HazardId;
  /** As the hazard table has it. */
  readonly name: string;
  /** The first of the variants is meant where none is named; a fault of one kind has none. */
  readonly variants: readonly string[];
  /** It breaks the process that runs the controller, which only a pacer of its own can do. */
  readonly needsPacedHost?: boolean;
  apply(table: Table, variant: string): void;
  clear(table: Table): void;
}

export type SimulatedFault = TableFault<SimulatedTable>;

/** In the mechanics, the supply, the sensors or the contacts: there with any board. */
export type PlantFault = TableFault<PlantTable>;
