import type { Button } from '../../src/domain/inputs.ts';
import type { FaultFacts, FaultReply, TestInputs } from '../../src/ports/test-inputs.ts';
import { PLANT_FAULTS, TableFaults } from '../faults.ts';
import type { PlantTable } from '../plant-table.ts';
import { TableHands } from '../table-hands.ts';

/** Hands on the emulated table, and the faults that act on its plant, sensors and pins. */
export class EmulatedButtons implements TestInputs {
  readonly #hands: TableHands;
  readonly #faults: TableFaults<PlantTable>;

  constructor(table: PlantTable) {
    this.#hands = new TableHands(table);
    this.#faults = new TableFaults(table, PLANT_FAULTS, false);
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
}
