import type { HazardId } from '../../domain/faults.ts';
import { isHeld, type TableState } from '../../domain/states.ts';
import type { TableView } from '../../domain/view.ts';

/** What the two status registers say of the table, bit by bit. Bits that SCPI-99 names keep its meaning. */
export interface ConditionBit {
  /** 0 .. 14. */
  readonly bit: number;
  readonly name: string;
  readonly meaning: string;
  isSet(view: TableView): boolean;
}

const MOVING: ReadonlySet<TableState> = new Set<TableState>([
  'moving',
  'jogging',
  'returning-planned',
  'returning-emergency',
  'returning-blind',
  'backing-off',
]);

const RETURNING: ReadonlySet<TableState> = new Set<TableState>([
  'returning-planned',
  'returning-emergency',
  'returning-blind',
  'backing-off',
]);

/** `*OPC` and `*WAI` wait for these to end: the table moves, waits for START, or tests itself. */
export function isUnderWay(state: TableState): boolean {
  return MOVING.has(state) || state === 'arming' || state === 'self-test';
}

export const OPERATION_BITS: readonly ConditionBit[] = [
  {
    bit: 5,
    name: 'waiting for trigger',
    meaning: 'armed: START at the panel begins',
    isSet: ({ state }) => state === 'arming',
  },
  { bit: 8, name: 'moving', meaning: 'the table moves, up or down', isSet: ({ state }) => MOVING.has(state) },
  { bit: 9, name: 'returning', meaning: 'it is on its way up', isSet: ({ state }) => RETURNING.has(state) },
  {
    bit: 10,
    name: 'locked',
    meaning: 'upright, and SELECT at the panel has to acknowledge',
    isSet: ({ state }) => state === 'locked',
  },
  { bit: 11, name: 'held', meaning: 'stopped or laid flat: a person moves it on', isSet: ({ state }) => isHeld(state) },
  { bit: 12, name: 'in a hold', meaning: 'a hold or a rest of the program', isSet: ({ state }) => isHold(state) },
  { bit: 14, name: 'program running', meaning: 'a session is under way', isSet: ({ session }) => session !== null },
];

/** Beyond this age a frame is late: the bound in code on `sensorSilent`, ms. */
const LATE_FRAME_MS = 150;

export const QUESTIONABLE_BITS: readonly ConditionBit[] = [
  latched(0, 'voltage', 'a fault of the supply is latched', ['H-23', 'H-24', 'H-25']),
  latched(1, 'current', 'a fault of drive current or bridge is latched', ['H-15', 'H-16', 'H-17', 'H-54', 'H-55']),
  {
    bit: 2,
    name: 'time',
    meaning: `the latest frame is older than ${LATE_FRAME_MS} ms`,
    isSet: ({ frameAgeMs }) => frameAgeMs > LATE_FRAME_MS,
  },
  latched(4, 'temperature', 'the drive is overheated', ['H-57']),
  latched(9, 'angle', 'a fault of an angle sensor is latched', [
    'H-08',
    'H-09',
    'H-10',
    'H-11',
    'H-12',
    'H-13',
    'H-14',
  ]),
  { bit: 11, name: 'fault', meaning: 'any fault is latched', isSet: ({ faults }) => faults.length > 0 },
  { bit: 12, name: 'alarm', meaning: 'a high alarm', isSet: ({ lights }) => lights.alarm === 'high' },
];

export function conditionOf(bits: readonly ConditionBit[], view: TableView): number {
  let condition = 0;
  for (const { bit, isSet } of bits) if (isSet(view)) condition |= 1 << bit;
  return condition;
}

function isHold(state: TableState): boolean {
  return state === 'holding' || state === 'resting';
}

function latched(bit: number, name: string, meaning: string, ids: readonly HazardId[]): ConditionBit {
  return { bit, name, meaning, isSet: ({ faults }) => faults.some(({ id }) => ids.includes(id)) };
}
