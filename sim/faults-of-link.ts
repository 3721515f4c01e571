import type { SimulatedFault } from './simulated-fault.ts';

const STALL_MS = 2000;

/** The host, its link to the board, and the board's own processor. */
export const LINK_FAULTS: readonly SimulatedFault[] = [
  {
    id: 'H-26',
    name: 'host-dies',
    variants: [],
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
    summary: 'every step of the state machine throws',
    apply(table) {
      table.host.machineThrows = true;
    },
    clear(table) {
      table.host.machineThrows = false;
    },
  },
  {
    id: 'H-29',
    name: 'link-lost',
    variants: [],
    summary: 'neither frames nor commands arrive',
    apply(table) {
      table.link.telemetryStalled = true;
      table.link.commandsLost = true;
    },
    clear(table) {
      table.link.telemetryStalled = false;
      table.link.commandsLost = false;
    },
  },
  {
    id: 'H-33',
    name: 'board-resets',
    variants: [],
    summary: 'the board starts anew',
    apply: (table) => table.board.reset(table.nowMs),
    clear() {},
  },
  {
    id: 'H-34',
    name: 'telemetry-stalls',
    variants: [],
    summary: 'frames no longer arrive; commands do',
    apply(table) {
      table.link.telemetryStalled = true;
    },
    clear(table) {
      table.link.telemetryStalled = false;
    },
  },
];
