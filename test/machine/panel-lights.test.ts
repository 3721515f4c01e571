import { describe, expect, it } from 'vitest';
import type { LatchedFault } from '../../src/domain/faults.ts';
import { CLAMPS_CLOSED, INPUTS_AT_REST } from '../../src/domain/inputs.ts';
import { TABLE_STATES } from '../../src/domain/states.ts';
import { alarmLevelOf, PanelLights } from '../../src/machine/panel-lights.ts';
import { estimateAt } from './estimate-at.ts';
import { type TableDriver, tableIn } from './table-driver.ts';

const fault = (id: LatchedFault['id'], reaction: LatchedFault['reaction']): LatchedFault => ({ id, reaction, atMs: 0 });
const DEG = fault('H-10', 'DEG');
const RET = fault('H-08', 'RET');
const STOP = fault('H-06', 'STOP');
const OPEN = { inputs: INPUTS_AT_REST & ~CLAMPS_CLOSED };

const levelIn = (table: TableDriver, faults: readonly LatchedFault[], change = {}) =>
  alarmLevelOf(table, estimateAt(table.tiltDeg, change), faults);

describe('the alarm', () => {
  it('is the highest of what the state and all latched faults ask for, in whatever order', () => {
    for (const state of TABLE_STATES) {
      if (state === 'ready' || state === 'locked') continue;
      const own = levelIn(tableIn(state), []);
      expect(levelIn(tableIn(state), [STOP, DEG, RET])).toBe('high');
      expect(levelIn(tableIn(state), [RET, DEG])).toBe(own === 'high' ? 'high' : 'medium');
      expect(levelIn(tableIn(state), [DEG])).toBe(own === 'none' ? 'low' : own);
    }
    for (const state of ['stopped', 'laid-flat', 'returning-blind', 'backing-off'] as const) {
      expect(levelIn(tableIn(state).at(-40), [])).toBe('high');
    }
    expect(levelIn(tableIn('holding'), [])).toBe('none');
  });

  it('falls to low where a return has brought the rider up, and stays high while a failed drive holds one', () => {
    const locked = tableIn('locked');
    expect(levelIn(locked, [RET])).toBe('low');
    expect(levelIn(locked, [RET, STOP])).toBe('high');
    expect(levelIn(locked, [RET, STOP], OPEN)).toBe('low');
  });

  it('[H-21] stays high while the latch is open head-down', () => {
    expect(levelIn(tableIn('stopped').at(-40), [fault('H-21', 'STOP')], OPEN)).toBe('high');
    expect(levelIn(tableIn('stopped').at(75), [], { ...OPEN, source: 'none' })).toBe('high');
    expect(levelIn(tableIn('stopped').at(75), [], OPEN)).toBe('low');
  });

  it('[H-48] is high where a table that carries somebody has left upright out of a session', () => {
    for (const state of ['ready', 'locked'] as const) {
      expect(levelIn(tableIn(state).at(71.9), [])).toBe('high');
      expect(levelIn(tableIn(state).at(72.1), [])).toBe('none');
      expect(levelIn(tableIn(state).at(-40), [], OPEN)).toBe('none');
      expect(levelIn(tableIn(state).at(-40), [], { source: 'none' })).toBe('none');
      const empty = tableIn(state).send({ type: 'OCCUPANCY_SET', occupancy: 'none' });
      expect(levelIn(empty.at(-40), [])).toBe('none');
    }
  });

  it('is high from the moment in which a rider does not answer', () => {
    const silent = tableIn('holding').wait(70_010);
    expect(silent.state).toBe('returning-emergency');
    expect(levelIn(silent, [])).toBe('high');
  });
});

describe('the lights', () => {
  it('keep since when the alarm has its level and the call lasts, and are red for a high alarm only', () => {
    const lights = new PanelLights();
    const at = (table: TableDriver, nowMs: number, faults: readonly LatchedFault[] = []) => {
      lights.update(table, estimateAt(table.tiltDeg, { nowMs }), faults);
      return { ...lights.lights };
    };
    expect(at(tableIn('ready'), 10)).toMatchObject({ status: 'green', alarm: 'none' });
    expect(at(tableIn('arming'), 20)).toMatchObject({ status: 'yellow', call: 'arming', callSinceMs: 20 });
    expect(at(tableIn('holding'), 30, [RET])).toMatchObject({ alarm: 'medium', alarmSinceMs: 30, call: null });
    expect(at(tableIn('holding'), 40, [RET])).toMatchObject({ status: 'yellow', flashing: true, alarmSinceMs: 30 });
    expect(at(tableIn('holding'), 50, [RET, STOP])).toMatchObject({ status: 'red', alarm: 'high', alarmSinceMs: 50 });
    expect(at(tableIn('locked'), 60)).toMatchObject({ status: 'yellow', flashing: false, alarmSinceMs: 60 });
    expect(at(tableIn('holding').wait(60_000), 70)).toMatchObject({ call: 'alive-check', callSinceMs: 70 });
  });
});
