import type { Button } from '../src/domain/inputs.ts';
import type { FaultFacts, FaultReply, TestInputs } from '../src/ports/test-inputs.ts';
import { SIMULATED_FAULTS, TableFaults } from './faults.ts';
import type { SimulatedTable } from './simulated-table.ts';
import { TableHands } from './table-hands.ts';

/** Hands on the simulated table: buttons pressed for a time, and faults put in and taken out. */
export class PanelButtons implements TestInputs {
  readonly #hands: TableHands;
  readonly #faults: TableFaults<SimulatedTable>;

  constructor(table: SimulatedTable) {
    this.#hands = new TableHands(table);
    this.#faults = new TableFaults(table, SIMULATED_FAULTS, table.host.isPaced);
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
