import { describe, expect, it } from 'vitest';
import type { LatchedFault } from '../../src/domain/faults.ts';
import { CLAMPS_CLOSED, INPUTS_AT_REST } from '../../src/domain/inputs.ts';
import type { TableView } from '../../src/domain/view.ts';
import { PanelLights } from '../../src/machine/panel-lights.ts';
import { type ViewSources, viewOf } from '../../src/machine/view-of.ts';
import { estimateAt } from './estimate-at.ts';
import { CLAMPS_LOST, TableDriver, tableIn } from './table-driver.ts';

function viewAt(table: TableDriver, changes: Partial<ViewSources> = {}): TableView {
  return viewOf({
    state: table.state,
    context: table.context,
    estimate: estimateAt(table.tiltDeg, { nowMs: table.nowMs }),
    command: {
      duty: 0.25,
      driveEnabled: true,
      brakeReleased: true,
      leaseMs: 250,
      sessionOpen: true,
      person: true,
      alarm: 'none',
    },
    lights: new PanelLights().lights,
    faults: [],
    refusals: [],
    hardwareName: 'a table',
    ...changes,
  });
}

const fault = (id: LatchedFault['id'], reaction: LatchedFault['reaction']): LatchedFault => ({ id, reaction, atMs: 0 });

it('shows the supply as it was measured', () => {
  const table = new TableDriver();
  const estimate = { ...estimateAt(75, { nowMs: 0 }), supplyVolts: 21.5 };
  expect(viewAt(table, { estimate }).supplyVolts).toBe(21.5);
});

describe('the view of a session', () => {
  it('counts from START, and shows the time that is left', () => {
    const table = new TableDriver().start().wait(10_000);
    expect(viewAt(table).session).toEqual({
      elapsedMs: 10_500,
      remainingMs: 289_500,
      headDownMs: 0,
      hold: 1,
      holds: 1,
      phaseRemainingMs: null,
      riderMoves: false,
      targetDeg: -40,
    });
    const late = new TableDriver({ occupancy: 'load' })
      .start()
      .at(30)
      .send('START_PRESSED')
      .wait(10 * 60_000);
    expect(viewAt(late).session?.remainingMs).toBe(0);
  });

  it('shows the rest of a hold, and the time head-down with the stretch under way', () => {
    const table = new TableDriver({ occupancy: 'load' }).holdHeadDown().wait(45_000);
    expect(viewAt(table).session).toMatchObject({ phaseRemainingMs: 75_000, headDownMs: 45_000, hold: 1 });
    table.send('LEFT_HEAD_DOWN').wait(5000).send('WENT_HEAD_DOWN').wait(1000);
    expect(viewAt(table).session?.headDownMs).toBe(46_000);
  });

  it('aims upright after the last step, and is none outside a session', () => {
    expect(viewAt(tableIn('returning-planned')).session).toMatchObject({ targetDeg: 75, hold: 1 });
    for (const state of ['self-test', 'ready', 'locked'] as const) expect(viewAt(tableIn(state)).session).toBeNull();
  });

  it('carries what was measured and commanded, and a list of faults of its own', () => {
    const faults = [fault('H-10', 'DEG')];
    const view = viewAt(tableIn('holding'), { faults });
    expect(view).toMatchObject({
      tiltDeg: -40,
      duty: 0.25,
      brakeReleased: true,
      leaseMs: 250,
      hardwareName: 'a table',
    });
    expect(view.faults).toEqual(faults);
    expect(view.faults).not.toBe(faults);
  });
});

describe('the prompt', () => {
  const kindOf = (table: TableDriver, changes: Partial<ViewSources> = {}): string | undefined =>
    viewAt(table, changes).prompt?.kind;

  it('asks the rider before anything else, until the time to answer is over', () => {
    const table = tableIn('holding').wait(60_000);
    expect(viewAt(table).prompt).toMatchObject({ kind: 'answer', untilMs: table.nowMs + 10_000 });
    expect(kindOf(table.send('ANSWERED'))).toBeUndefined();
  });

  it('asks for START where the console armed, and not where the panel did', () => {
    const table = tableIn('ready').send('ARM_ASKED');
    expect(viewAt(table).prompt).toMatchObject({ kind: 'press-start', untilMs: table.nowMs + 10_000 });
    expect(kindOf(tableIn('arming'))).toBeUndefined();
  });

  it('says how a locked, a stopped and a laid-flat table go on', () => {
    expect(viewAt(tableIn('locked'), { faults: [fault('H-08', 'RET')] }).prompt?.text).toContain('by H-08');
    expect(kindOf(tableIn('locked'))).toBe('acknowledge');
    expect(kindOf(tableIn('laid-flat'))).toBe('return');
    const stopped = tableIn('stopped');
    expect(kindOf(stopped)).toBe('release');
    expect(viewAt(stopped.send('E_STOP_RELEASED')).prompt?.text).toContain('RETURN');
  });

  it('[H-21] does not offer RETURN where clamps hold the table', () => {
    const { prompt } = viewAt(tableIn('holding').send(CLAMPS_LOST));
    expect(prompt?.text).toContain('attendant holds UP');
    expect(prompt?.text).not.toContain('RETURN');
  });

  it('[H-22] asks for the clamp to be opened and closed again', () => {
    const refusals = [{ id: 'H-22', text: '' } as const];
    const open = estimateAt(75, { inputs: INPUTS_AT_REST & ~CLAMPS_CLOSED });
    expect(kindOf(tableIn('ready'), { refusals })).toBe('open-clamp');
    expect(kindOf(tableIn('ready'), { refusals, estimate: open })).toBe('close-clamp');
    expect(kindOf(tableIn('ready'), { estimate: open })).toBe('close-clamp');
    expect(kindOf(tableIn('ready'))).toBeUndefined();
  });

  it('asks for no clamp to be closed on nobody', () => {
    const open = estimateAt(75, { inputs: INPUTS_AT_REST & ~CLAMPS_CLOSED });
    const empty = new TableDriver({ occupancy: 'none' }).send('SELF_TEST_PASSED');
    expect(empty.state).toBe('ready');
    expect(kindOf(empty, { estimate: open })).toBeUndefined();
  });
});
