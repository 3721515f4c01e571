import type { Button } from '../src/domain/inputs.ts';
import type { FaultFacts, FaultReply, TestInputs } from '../src/ports/test-inputs.ts';
import type { TableFaults } from './faults.ts';
import type { PlantTable } from './plant-table.ts';
import { TableHands } from './table-hands.ts';

/** Hands on a table on the plant: buttons pressed for a time, and faults put in and taken out. */
export class TableInputs<Table extends PlantTable> implements TestInputs {
  readonly #hands: TableHands;
  readonly #faults: TableFaults<Table>;

  constructor(table: Table, faults: TableFaults<Table>) {
    this.#hands = new TableHands(table);
    this.#faults = faults;
  }

  press(button: Button, forMs: number | null): void {
    this.#hands.press(button, forMs);
  }

  release(button: Button): void {
    this.#hands.release(button);
  }

  isPressed(button: Button): boolean {
    return this.#hands.isPressed(button);
  }

  inject(fault: string): FaultReply {
    return this.#faults.inject(fault);
  }

  clear(fault: string): FaultReply {
    return this.#faults.clear(fault);
  }

  get faults(): readonly FaultFacts[] {
    return this.#faults.facts;
  }

  /** Ids of the faults that are in now. */
  get injected(): readonly string[] {
    return this.#faults.injected;
  }
}
