import type { SimulatedFault } from './simulated-fault.ts';
import type { SimulatedTable } from './simulated-table.ts';

const STALL_MS = 2000;
/** Without power for 3 s, and a small computer's start after that. */
const POWER_OFF_MS = 3000;
const HOST_STARTS_AFTER_MS = 10_000;
/** 10 % apart: twice what two ceramic resonators can be. */
const FAST_CLOCK = 1.1;
const SLOW_CLOCK = 0.9;
/** As long as a board needs to start and to bring the rider up a little. */
const TRIPS_AGAIN_AFTER_MS = 5000;

/** The process that runs the controller, and the board's own processor. */
export const HOST_FAULTS: readonly SimulatedFault[] = [
  {
    id: 'H-26',
    name: 'host-dies',
    variants: [],
    needsPacedHost: true,
    summary: 'the process that controls the table is gone',
    apply(table) {
      table.host.dead = true;
    },
    clear(table) {
      table.host.dead = false;
    },
  },
  {
    id: 'H-27',
    name: 'host-stalls',
    variants: [],
    needsPacedHost: true,
    summary: 'the process that controls the table does nothing for 2 s',
    apply(table) {
      table.host.stalledUntilMs = table.nowMs + STALL_MS;
    },
    clear(table) {
      table.host.stalledUntilMs = Number.NEGATIVE_INFINITY;
    },
  },
  {
    id: 'H-28',
    name: 'machine-throws',
    variants: [],
    needsPacedHost: true,
    summary: 'every step of the state machine throws',
    apply(table) {
      table.host.machineThrows = true;
    },
    clear(table) {
      table.host.machineThrows = false;
    },
  },
  {
    id: 'H-33',
    name: 'board-resets',
    variants: [],
    summary: 'the board starts anew',
    apply: (table) => table.resetBoard(),
    clear() {},
  },
  {
    id: 'H-37',
    name: 'clocks-drift',
    variants: ['fast', 'slow'],
    summary: "the board's clock runs 10 % fast, or slow",
    apply: (table, variant) => table.clock.setRate(variant === 'slow' ? SLOW_CLOCK : FAST_CLOCK, table.nowMs),
    clear: (table) => table.clock.setRate(1, table.nowMs),
  },
  {
    id: 'H-45',
    name: 'watchdog-false-trip',
    variants: ['single', 'repeated'],
    summary: "the board's watchdog resets it for nothing, once or every 5 s",
    apply(table, variant) {
      if (variant === 'repeated') tripAgain(table);
      else table.resetBoard();
    },
    clear: (table) => table.timers.cancel('H-45'),
  },
  {
    id: 'H-51',
    name: 'starts-inverted',
    variants: ['power-cycle', 'session-forgotten'],
    needsPacedHost: true,
    summary: 'board and host lose their power for 3 s and start anew where the table is; the board forgets the session',
    apply(table, variant) {
      if (variant === 'session-forgotten') table.board.forgetSession();
      table.resetBoard(POWER_OFF_MS);
      table.host.starts += 1;
      table.host.stalledUntilMs = table.nowMs + HOST_STARTS_AFTER_MS;
    },
    clear(table) {
      table.host.stalledUntilMs = Number.NEGATIVE_INFINITY;
    },
  },
];

function tripAgain(table: SimulatedTable): void {
  table.resetBoard();
  table.timers.set('H-45', table.nowMs + TRIPS_AGAIN_AFTER_MS, () => tripAgain(table));
}
