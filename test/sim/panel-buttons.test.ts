import { describe, expect, it } from 'vitest';
import { PanelButtons } from '../../sim/panel-buttons.ts';
import { SimulatedTable } from '../../sim/simulated-table.ts';
import { clampsClosed, clampsOpen, eStopOpen, INPUT, returnPressed } from '../../src/domain/inputs.ts';

function panel(): { table: SimulatedTable; buttons: PanelButtons } {
  const table = new SimulatedTable();
  return { table, buttons: new PanelButtons(table) };
}

describe('PanelButtons', () => {
  it('keeps a press for exactly its time, to the plant step', () => {
    const { table, buttons } = panel();
    buttons.press('START', 200);
    table.advance(198);
    expect(table.inputs & INPUT.START).toBeTruthy();
    expect(buttons.isPressed('START')).toBe(true);
    table.advance(4);
    expect(table.inputs & INPUT.START).toBe(0);
    expect(buttons.isPressed('START')).toBe(false);
  });

  it('keeps two presses apart that end at different times', () => {
    const { table, buttons } = panel();
    buttons.press('UP', 100);
    buttons.press('SELECT', 300);
    table.advance(200);
    expect(table.inputs & (INPUT.UP | INPUT.SELECT)).toBe(INPUT.SELECT);
    table.advance(200);
    expect(table.inputs & (INPUT.UP | INPUT.SELECT)).toBe(0);
  });

  it('lengthens a press that is pressed again', () => {
    const { table, buttons } = panel();
    buttons.press('UP', 100);
    table.advance(50);
    buttons.press('UP', 200);
    table.advance(150);
    expect(table.inputs & INPUT.UP).toBeTruthy();
    table.advance(52);
    expect(table.inputs & INPUT.UP).toBe(0);
  });

  it('holds a press without a time until it is released', () => {
    const { table, buttons } = panel();
    buttons.press('DOWN', null);
    table.advance(5000);
    expect(table.inputs & INPUT.DOWN).toBeTruthy();
    buttons.release('DOWN');
    expect(table.inputs & INPUT.DOWN).toBe(0);
  });

  it('moves both contacts of RETURN', () => {
    const { table, buttons } = panel();
    expect(returnPressed(table.inputs)).toBe(false);
    buttons.press('RETURN', 200);
    expect(table.inputs & INPUT.RETURN_MADE).toBeTruthy();
    expect(table.inputs & INPUT.RETURN_BREAK_CLOSED).toBe(0);
    table.advance(210);
    expect(returnPressed(table.inputs)).toBe(false);
  });

  it('latches ESTOP and CLAMP until they are released, whatever time is given', () => {
    const { table, buttons } = panel();
    expect(clampsOpen(table.inputs)).toBe(true);
    buttons.press('ESTOP', 200);
    buttons.press('CLAMP', 200);
    table.advance(1000);
    expect(eStopOpen(table.inputs)).toBe(true);
    expect(clampsClosed(table.inputs)).toBe(true);
    buttons.release('ESTOP');
    buttons.release('CLAMP');
    expect(eStopOpen(table.inputs)).toBe(false);
    expect(clampsOpen(table.inputs)).toBe(true);
  });

  it('will not break a host that nobody else paces', () => {
    const buttons = new PanelButtons(new SimulatedTable({ hostIsPaced: false }));
    for (const fault of ['H-26', 'H-27', 'H-28', 'H-51']) {
      expect(buttons.inject(fault)).toMatchObject({ ok: false, because: expect.stringContaining('upright simulate') });
    }
    expect(buttons.inject('H-33')).toEqual({ ok: true });
  });
});
