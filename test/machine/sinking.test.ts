import { describe, expect, it } from 'vitest';
import { ANGLE_LOST, BRAKED, CREEPS, type TableDriver, tableIn } from './table-driver.ts';

const outcomeOf = ({ state, demand }: TableDriver) =>
  `${state}, ${demand.kind}${demand.kind === 'return' ? ` to ${demand.targetDeg}` : ''}`;
const BEYOND = { type: 'FAULT', id: 'H-58', reaction: 'RET' } as const;

describe('a table that sinks with its rider laid flat', () => {
  it('[H-48] [H-58] comes up, though the rider does not answer', () => {
    for (const fault of [CREEPS, BEYOND]) {
      expect(outcomeOf(tableIn('laid-flat').at(-1.2).send(fault))).toBe('returning-emergency, return to 75');
    }
    expect(outcomeOf(tableIn('laid-flat').send(ANGLE_LOST))).toBe('returning-blind, blind');
  });

  it('[H-20] is braked where it runs away head-down, and then brought back', () => {
    const table = tableIn('laid-flat').at(-10).send(BRAKED);
    expect(outcomeOf(table)).toBe('backing-off, off');
    expect(outcomeOf(table.wait(6000))).toBe('returning-emergency, return to 0');
    expect(outcomeOf(tableIn('laid-flat').at(-2.9).send(BRAKED))).toBe('laid-flat, stay');
  });
});

describe.each(['ready', 'locked'] as const)('a table that sinks while it is %s', (state) => {
  it.each([CREEPS, BEYOND])('[H-48] [H-58] comes up with somebody in its latch: $id', (fault) => {
    expect(outcomeOf(tableIn(state).at(73.5).send(fault))).toBe('returning-emergency, return to 75');
    expect(tableIn(state).at(73.5).send(fault).at(75).send('ARRIVED').state).toBe('locked');
  });

  it('[H-48] [H-58] stays where it is with nobody on it, and where it has not sunk', () => {
    for (const fault of [CREEPS, BEYOND]) {
      const open = tableIn(state).at(-40);
      open.latchClosed = false;
      expect(outcomeOf(open.send(fault))).toBe('locked, stay');
      const empty = tableIn(state).send({ type: 'OCCUPANCY_SET', occupancy: 'none' }).at(-40);
      expect(outcomeOf(empty.send(fault))).toBe('locked, stay');
      expect(outcomeOf(tableIn(state).at(76.2).send(fault))).toBe('locked, stay');
    }
  });

  it('takes no other fault for a reason to move', () => {
    const table = tableIn(state).at(60).send({ type: 'FAULT', id: 'H-10', reaction: 'RET' }, BRAKED);
    expect(outcomeOf(table)).toBe('locked, stay');
  });
});
