import { inOrder, PLANT_FAULTS, TableFaults } from '../faults.ts';
import type { TableFault } from '../simulated-fault.ts';
import { TableInputs } from '../table-inputs.ts';
import type { ResetCause } from './boot-loader.ts';
import type { EmulatedTable } from './emulated-table.ts';

/** 10 % apart: twice what two ceramic resonators can be. */
const FAST_CLOCK = 1.1;
const SLOW_CLOCK = 0.9;
const TRIPS_AGAIN_AFTER_MS = 5000;
const CAUSES: Readonly<Record<string, ResetCause>> = {
  'reset-line': 'external',
  'brown-out': 'brown-out',
  watchdog: 'watchdog',
  'power-cycle': 'power-on',
};
const POWER_OFF_MS = 3000;

/** What can happen to the emulated board itself. */
const BOARD_FAULTS: readonly TableFault<EmulatedTable>[] = [
  {
    id: 'H-33',
    name: 'board-resets',
    variants: Object.keys(CAUSES),
    summary: 'the board starts anew: by its reset line, a brown-out, its watchdog, or 3 s without power',
    apply(table, variant) {
      const cause = CAUSES[variant] ?? 'external';
      table.resetBoard(cause, cause === 'power-on' ? POWER_OFF_MS : 0);
    },
    clear() {},
  },
  {
    id: 'H-37',
    name: 'clocks-drift',
    variants: ['fast', 'slow'],
    summary: "the board's clock runs 10 % fast, or slow",
    apply(table, variant) {
      table.boardClockRate = variant === 'slow' ? SLOW_CLOCK : FAST_CLOCK;
    },
    clear(table) {
      table.boardClockRate = 1;
    },
  },
  {
    id: 'H-45',
    name: 'watchdog-false-trip',
    variants: ['single', 'repeated'],
    summary: "the board's watchdog resets it for nothing, once or every 5 s",
    apply(table, variant) {
      if (variant === 'repeated') tripAgain(table);
      else table.resetBoard('watchdog');
    },
    clear: (table) => table.timers.cancel('H-45'),
  },
];

/** What a table with an emulated board can show, in order of id. What travels on its line is broken by a byte proxy. */
export const EMULATED_FAULTS: readonly TableFault<EmulatedTable>[] = inOrder([...PLANT_FAULTS, ...BOARD_FAULTS]);

/** Hands on the table with an emulated board. */
export class EmulatedInputs extends TableInputs<EmulatedTable> {
  constructor(table: EmulatedTable) {
    super(table, new TableFaults(table, EMULATED_FAULTS, false));
  }
}

function tripAgain(table: EmulatedTable): void {
  table.resetBoard('watchdog');
  table.timers.set('H-45', table.nowMs + TRIPS_AGAIN_AFTER_MS, () => tripAgain(table));
}
