import { SIMULATED_FAULTS, TableFaults } from './faults.ts';
import type { SimulatedTable } from './simulated-table.ts';
import { TableInputs } from './table-inputs.ts';

/** Hands on the simulated table. */
export class PanelButtons extends TableInputs<SimulatedTable> {
  constructor(table: SimulatedTable) {
    super(table, new TableFaults(table, SIMULATED_FAULTS, table.host.isPaced));
  }
}
