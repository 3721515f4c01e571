import { CLAMPS_CLOSED, E_STOP_CLOSED, INPUT } from '../src/domain/inputs.ts';
import type { PlantTable } from './plant-table.ts';
import type { PlantFault } from './simulated-fault.ts';

/** How long a hand leaves the mushroom in. */
const SOON_MS = 2000;
const LATER_MS = 10_000;

/** Contacts, wires and limit switches: each of these makes a pin say the same whatever its contact does. */
export const INPUT_FAULTS: readonly PlantFault[] = [
  { ...stuckPin('H-01', 'down-stuck-closed', 'DOWN stays closed', INPUT.DOWN, true), aliases: ['down-stuck'] },
  { ...stuckPin('H-02', 'down-stuck-open', 'DOWN no longer closes', INPUT.DOWN, false), aliases: ['down-open'] },
  { ...stuckPin('H-03', 'up-stuck-closed', 'UP stays closed', INPUT.UP, true), aliases: ['up-stuck'] },
  {
    id: 'H-04',
    name: 'return-contact-stuck',
    variants: ['made', 'break-open', 'break-closed', 'open'],
    summary: 'one of the two contacts of RETURN stays as it is',
    apply(table, variant) {
      const contact = variant.startsWith('break') ? INPUT.RETURN_BREAK_CLOSED : INPUT.RETURN_MADE;
      table.pins.stick(contact, variant === 'made' || variant === 'break-closed');
    },
    clear: (table) => table.pins.unstick(INPUT.RETURN_MADE | INPUT.RETURN_BREAK_CLOSED),
  },
  stuckPin('H-05', 'estop-open', 'both E-STOP channels open without a press', E_STOP_CLOSED, false),
  {
    id: 'H-06',
    name: 'estop-one-channel',
    variants: ['a', 'b'],
    summary: 'one E-STOP channel is open, the other closed',
    apply: (table, variant) => table.pins.stick(variant === 'b' ? INPUT.E_STOP_B_CLOSED : INPUT.E_STOP_A_CLOSED, false),
    clear: (table) => table.pins.unstick(E_STOP_CLOSED),
  },
  {
    id: 'H-07',
    name: 'estop-released',
    variants: ['soon', 'later'],
    summary: 'E-STOP is pressed, and released after 2 s or 10 s, with no other hand on the table',
    apply(table, variant) {
      table.pins.set(E_STOP_CLOSED, false);
      table.timers.set('H-07', table.nowMs + (variant === 'later' ? LATER_MS : SOON_MS), () => releaseEStop(table));
    },
    clear(table) {
      table.timers.cancel('H-07');
      table.pins.set(E_STOP_CLOSED, true);
    },
  },
  {
    id: 'H-21',
    name: 'clamp-opens',
    variants: ['both', 'a', 'b'],
    summary: 'the ankle clamp opens: both switches of its latch, or one of them',
    apply: (table, variant) => table.pins.stick(clampBits(variant), false),
    clear: (table) => table.pins.unstick(CLAMPS_CLOSED),
  },
  {
    id: 'H-22',
    name: 'clamp-stuck',
    variants: ['both', 'a', 'b'],
    summary: 'the clamp switches, or one of them, stay closed however the clamp stands',
    apply: (table, variant) => table.pins.stick(clampBits(variant), true),
    clear: (table) => table.pins.unstick(CLAMPS_CLOSED),
  },
  stuckPin('H-46', 'upright-limit-open', 'the upright limit never closes', INPUT.UPRIGHT_LIMIT, false),
  stuckPin('H-47', 'upright-limit-closed', 'the upright limit is closed everywhere', INPUT.UPRIGHT_LIMIT, true),
  {
    id: 'H-59',
    name: 'clamp-in-doubt',
    variants: ['a', 'b'],
    summary: 'one of the two switches of the ankle clamp opens',
    apply: (table, variant) => table.pins.stick(clampBits(variant), false),
    clear: (table) => table.pins.unstick(CLAMPS_CLOSED),
  },
  stuckPin('H-56', 'grip-stuck', 'GRIP stays closed', INPUT.GRIP, true),
];

function releaseEStop(table: PlantTable): void {
  table.pins.set(E_STOP_CLOSED, true);
  table.pinsChanged();
}

function clampBits(variant: string): number {
  if (variant === 'a') return INPUT.CLAMP_A_CLOSED;
  return variant === 'b' ? INPUT.CLAMP_B_CLOSED : CLAMPS_CLOSED;
}

function stuckPin(id: PlantFault['id'], name: string, summary: string, bits: number, present: boolean): PlantFault {
  return {
    id,
    name,
    variants: [],
    summary,
    apply: (table) => table.pins.stick(bits, present),
    clear: (table) => table.pins.unstick(bits),
  };
}
