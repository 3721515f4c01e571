import { describe, expect, it } from 'vitest';
import { SessionWatch } from '../../../src/cli/commission/session-watch.ts';
import { passStage, readStages } from '../../../src/cli/commission/stage-store.ts';
import { isPassed, nextStage, STAGES } from '../../../src/cli/commission/stages.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/config/settings.ts';
import type { TableView } from '../../../src/domain/view.ts';
import { temporaryState } from '../../boards/host/temporary-state.ts';

const table = (settings: Settings = DEFAULT_SETTINGS, firmware = 'upright 0.3.0') => ({ settings, firmware });
const withPot = (countsAtHorizontal: number): Settings => ({
  ...DEFAULT_SETTINGS,
  board: { ...DEFAULT_SETTINGS.board, potentiometer: { ...DEFAULT_SETTINGS.board.potentiometer, countsAtHorizontal } },
});

describe('the stages of commissioning', () => {
  it('are passed in order, kept, and open again after a change of configuration or firmware', () => {
    const folder = temporaryState();
    expect(nextStage(readStages(folder), table())).toBe('flash');
    for (const stage of STAGES) passStage(folder, stage, table());
    const proofs = readStages(folder);
    expect(nextStage(proofs, table())).toBeNull();
    // Calibrated anew: the board and its wires are as they were, every drive is to be done again.
    expect(nextStage(proofs, table(withPot(500)))).toBe('calibrate');
    expect(isPassed('doctor', proofs, table(withPot(500)))).toBe(true);
    expect(nextStage(proofs, table(DEFAULT_SETTINGS, 'upright 0.4.0'))).toBe('flash');
  });
});

const view = (change: Partial<TableView>): TableView => {
  const known: Partial<TableView> = {
    session: null,
    state: 'ready',
    occupancy: 'none',
    tiltDeg: 75,
    faults: [],
    lastSession: null,
  };
  return { ...known, ...change } as TableView;
};
const during = (tiltDeg: number, occupancy: TableView['occupancy'] = 'none') =>
  view({ session: {} as NonNullable<TableView['session']>, state: 'holding', tiltDeg, occupancy });
const ended = (change: Partial<TableView> = {}) =>
  view({ state: 'locked', lastSession: { outcome: 'returned', cause: 'RETURN' }, ...change });

describe('a session of commissioning', () => {
  const passed = (...views: readonly TableView[]) => {
    const watch = new SessionWatch(-60);
    return views.flatMap((seen) => watch.observe(seen));
  };

  it('passes as deep as it went, once it is upright', () => {
    expect(passed(during(10), during(-19.5))).toEqual([]);
    expect(passed(during(-19.5), ended())).toEqual(['none-20']);
    expect(passed(during(-59.5, 'load'), ended())).toEqual(['load-20', 'load-limit']);
  });

  it('passes nothing with a person, with a fault, or where it was not brought up by its end or by a hand', () => {
    expect(passed(during(-60, 'person'), ended())).toEqual([]);
    expect(passed(during(-60), ended({ faults: [{ id: 'H-18', reaction: 'RET', atMs: 0 }] }))).toEqual([]);
    expect(passed(during(-60), ended({ lastSession: { outcome: 'returned', cause: 'H-34' } }))).toEqual([]);
    expect(passed(during(-60), ended({ lastSession: { outcome: 'stopped', cause: 'ESTOP' } }))).toEqual([]);
  });
});
