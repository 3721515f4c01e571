import { describe, expect, it } from 'vitest';
import { PanelButtons } from '../../sim/panel-buttons.ts';
import { SimulatedTable } from '../../sim/simulated-table.ts';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { TableController } from '../../src/cycle/table-controller.ts';
import type { JournalRecord } from '../../src/domain/journal-record.ts';
import { ADMITS_ALL } from '../../src/ports/admission.ts';
import { SHORT_PLAN } from './short-session.ts';

/** A controller that starts while its table hangs at -60. */
function startInverted({ sessionWasOpen, fault }: { sessionWasOpen: boolean; fault?: string }) {
  const table = new SimulatedTable({ startTiltDeg: -60 });
  const buttons = new PanelButtons(table);
  if (fault !== undefined) {
    buttons.inject(fault);
    for (let tick = 0; tick < 100; tick += 1) table.advance(10);
  }
  const records: JournalRecord[] = [];
  const controller = new TableController({
    hardware: table,
    settings: DEFAULT_SETTINGS,
    plan: SHORT_PLAN,
    occupancy: 'person',
    admission: ADMITS_ALL,
    findPlan: () => ({ ok: false, because: 'none' }),
    journal: { append: (record) => records.push(record), degraded: false },
    sessionWasOpen,
  });
  const run = (ms: number) => {
    for (let tick = 0; tick < ms / 10; tick += 1) {
      controller.tick(table.nowMs);
      table.advance(10);
    }
  };
  return { table, buttons, controller, records, run };
}

describe('[H-51] started while the table is inverted', () => {
  it('returns where a session was open, with E-STOP and latch closed, and clears the mark upright', () => {
    const { table, buttons, controller, records, run } = startInverted({ sessionWasOpen: true });
    buttons.press('CLAMP', null);
    run(1000);
    expect(controller.state).toBe('returning-emergency');
    expect(records.some(({ kind }) => kind === 'session-recovered')).toBe(false);
    run(45_000);
    expect([controller.state, controller.view().cause]).toEqual(['locked', 'H-51']);
    expect(table.plant.tiltDeg).toBeGreaterThan(74);
    expect(records.some(({ kind }) => kind === 'session-recovered')).toBe(true);
  });

  it.each([
    ['no session was open', { sessionWasOpen: false, clamp: true, eStop: false }],
    ['E-STOP is in', { sessionWasOpen: true, clamp: true, eStop: true }],
  ])('holds with a high alarm where %s, until RETURN', (_why, { sessionWasOpen, clamp, eStop }) => {
    const { table, buttons, controller, run } = startInverted({ sessionWasOpen });
    if (clamp) buttons.press('CLAMP', null);
    if (eStop) buttons.press('ESTOP', null);
    run(10_000);
    expect(controller.state).toBe('stopped');
    expect(controller.view().lights.alarm).toBe('high');
    expect(table.plant.tiltDeg).toBeLessThan(-59);
    if (eStop) {
      buttons.release('ESTOP');
      run(5000);
      expect(table.plant.tiltDeg).toBeLessThan(-59);
    }
    buttons.press('CLAMP', null);
    buttons.press('RETURN', 200);
    run(45_000);
    expect(table.plant.tiltDeg).toBeGreaterThan(74);
  });

  it.each(['H-23', 'H-25', 'H-11:open', 'H-13', 'H-14', 'H-12'])(
    '[H-23] [H-25] [H-14] returns all the same where %s was there before: the mains that failed may have ended the process',
    (fault) => {
      const { table, buttons, controller, run } = startInverted({ sessionWasOpen: true, fault });
      buttons.press('CLAMP', null);
      run(1000);
      expect(controller.state).toMatch(/^returning-/);
      run(89_000);
      expect(table.plant.tiltDeg).toBeGreaterThan(72);
    },
  );

  it.each([
    ['no session was open', { sessionWasOpen: false, latch: 'CLAMP', eStop: false }],
    ['E-STOP is in', { sessionWasOpen: true, latch: 'CLAMP', eStop: true }],
    ['the latch is open', { sessionWasOpen: true, latch: null, eStop: false }],
  ] as const)('[H-23] [H-14] holds with that, too, where %s', (_why, { sessionWasOpen, latch, eStop }) => {
    for (const fault of ['H-23', 'H-14']) {
      const { table, buttons, controller, run } = startInverted({ sessionWasOpen, fault });
      if (latch !== null) buttons.press(latch, null);
      if (eStop) buttons.press('ESTOP', null);
      run(10_000);
      expect([controller.state, controller.view().lights.alarm], fault).toEqual(['stopped', 'high']);
      expect(table.plant.tiltDeg, fault).toBeLessThan(-59);
    }
  });

  it('[H-21] holds with a high alarm where the latch is open, for an attendant on UP and not for RETURN', () => {
    const { table, buttons, controller, run } = startInverted({ sessionWasOpen: true });
    run(10_000);
    expect([controller.state, controller.view().lights.alarm]).toEqual(['stopped', 'high']);
    buttons.press('RETURN', 200);
    run(5000);
    expect(table.plant.tiltDeg).toBeLessThan(-59);
    buttons.press('UP', 55_000);
    run(10_000);
    expect(table.plant.tiltDeg).toBeGreaterThan(-50);
  });
});
