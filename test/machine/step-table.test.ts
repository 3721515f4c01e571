import { describe, expect, it } from 'vitest';
import { ANGLE_STUCK, DRIFTS, PLAN, RETURN, settingsWith, tableIn } from './table-driver.ts';

describe('TableStepper', () => {
  it('keeps the very demand while the same motion is wanted, so that it does not begin anew', () => {
    const table = tableIn('returning-emergency');
    const { demand } = table;
    for (const event of [RETURN, ANGLE_STUCK, DRIFTS] as const) expect(table.send(event).demand).toBe(demand);
    expect(table.send('GRIP_OPENED', 'START_PRESSED', 'LEFT_HEAD_DOWN').demand).toBe(demand);
  });

  it('makes a new demand for a motion that is wanted anew', () => {
    const table = tableIn('moving');
    const { demand } = table;
    table.send('START_PRESSED', 'START_PRESSED');
    expect(table.demand).toEqual(demand);
    expect(table.demand).not.toBe(demand);
  });

  it('knows the earliest deadline after every step', () => {
    const table = tableIn('arming');
    expect(table.stepper.earliestDeadlineMs).toBe(table.nowMs + 500);
    table.send(RETURN);
    expect(table.stepper.earliestDeadlineMs).toBe(Number.POSITIVE_INFINITY);
  });

  it('[H-28] lets what is thrown inside out into the cycle, and can still be asked', () => {
    const broken = {
      ...PLAN,
      get steps(): typeof PLAN.steps {
        throw new Error('broken plan');
      },
    };
    const table = tableIn('ready', { settings: settingsWith({}) });
    table.send({ type: 'PROGRAM_SELECTED', plan: broken });
    expect(() => table.send('START_PRESSED')).toThrow('broken plan');
    expect([table.state, table.demand.kind]).toEqual(['ready', 'stay']);
  });
});
