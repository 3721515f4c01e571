import type { HazardId } from '../../src/domain/faults.ts';
import { inOrder, PLANT_FAULTS, TableFaults } from '../faults.ts';
import type { TableFault } from '../simulated-fault.ts';
import { TableInputs } from '../table-inputs.ts';
import type { RigTable } from './rig-table.ts';

/** What an emulated board can be shown, and a real one by a rig cannot. */
export const NOT_THROUGH_A_RIG: readonly { readonly id: HazardId; readonly because: string }[] = [
  { id: 'H-13', because: "the rig plays no accelerometer: stock Firmata cannot answer on the board's I2C bus" },
  { id: 'H-14', because: 'the rig plays no accelerometer: there is no second source to lose' },
  { id: 'H-24', because: "the board is fed by its USB port: the supply's dip does not reach it" },
  { id: 'H-33', because: "no wire leads to the board's reset" },
  { id: 'H-37', because: 'the board runs by its own crystal' },
  { id: 'H-45', because: "nothing outside can trip the board's watchdog" },
];

/** What a rig can show, in order of id. */
export const RIG_FAULTS: readonly TableFault<RigTable>[] = inOrder(
  PLANT_FAULTS.filter(({ id }) => !NOT_THROUGH_A_RIG.some((other) => other.id === id)),
);

/** Hands on a table that a rig plays. */
export class RigInputs extends TableInputs<RigTable> {
  constructor(table: RigTable) {
    super(table, new TableFaults(table, RIG_FAULTS, false));
  }
}
