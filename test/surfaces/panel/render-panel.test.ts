import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TableView } from '../../../src/domain/view.ts';
import { lampLine } from '../../../src/surfaces/panel/panel-lines.ts';
import type { PanelModel } from '../../../src/surfaces/panel/panel-model.ts';
import { renderPanel } from '../../../src/surfaces/panel/render-panel.ts';
import { VIEW } from '../fake-table.ts';

const HOLDING: Partial<TableView> = {
  state: 'holding',
  tiltDeg: -60,
  session: {
    elapsedMs: 302_000,
    remainingMs: 654_000,
    headDownMs: 180_000,
    hold: 2,
    holds: 3,
    phaseRemainingMs: 83_000,
    riderMoves: false,
    targetDeg: -60,
  },
  lights: { status: 'yellow', flashing: false, alarm: 'none', alarmSinceMs: 0, call: null, callSinceMs: 0 },
};

function modelOf(view: Partial<TableView> = {}, change: Partial<PanelModel> = {}): PanelModel {
  return {
    view: { ...VIEW, ...view },
    tilts: [75, 40, 0, -40, -60],
    columns: 80,
    rows: 24,
    color: false,
    wallMs: 0,
    pressed: new Set(),
    speed: 1,
    overlay: { kind: 'none' },
    notice: null,
    quitting: false,
    hazardText: (id) => `hazard ${id}`,
    ...change,
  };
}

const textOf = (model: PanelModel) => renderPanel(model).join('\n');

describe('panel', () => {
  it('says phase, time left, progress and tilt of a hold', () => {
    const text = textOf(modelOf(HOLDING));
    expect(text).toMatch(/HOLD 2 of 3 +1:23 left/);
    expect(text).toMatch(/5:02 of 15:56 +3:00 head-down/);
    expect(text).toContain('60.0° head-down');
    expect(text).toMatch(/█+.?░+/);
    expect(text).toContain('● moving');
  });

  it('asks for an answer, with its key and the seconds that are left', () => {
    const prompt = { kind: 'answer', text: 'are you well?', untilMs: 7000 } as const;
    expect(textOf(modelOf({ ...HOLDING, prompt }))).toContain('>> are you well?  [press s]  7 s <<');
  });

  it('says what happened and what to do about it', () => {
    const text = textOf(modelOf({ state: 'stopped', cause: 'ESTOP', tiltDeg: -30 }));
    expect(text).toContain('! E-STOP was pressed');
    expect(text).toContain('release E-STOP, then press RETURN or hold UP');
  });

  it('counts the messages that it has no row for', () => {
    const refusals = ['H-01', 'H-04', 'H-22', 'H-56', 'H-53'].map((id) => ({ id: id as 'H-01', text: 'is so' }));
    const text = textOf(modelOf({ refusals }));
    expect(text).toContain('no start: H-01 is so');
    expect(text).toContain('+2 more');
  });

  it('shows pressed buttons, and none on a real table', () => {
    expect(textOf(modelOf({}, { pressed: new Set(['ESTOP']) }))).toContain('▐E-STOP▌');
    expect(textOf(modelOf({}, { pressed: null }))).not.toContain(' GRIP ');
  });

  it('flashes red at 2 Hz for a high alarm and at 0.6 Hz for a medium one', () => {
    const changes = (alarm: 'high' | 'medium') => {
      const view = { ...VIEW, lights: { ...VIEW.lights, flashing: true, alarm } };
      const isLit = (ms: number) => lampLine(view, ms, (text) => text).includes('●');
      let count = 0;
      for (let ms = 1; ms <= 10_005; ms += 1) if (isLit(ms) !== isLit(ms - 1)) count += 1;
      return count;
    };
    expect(changes('high')).toBe(40);
    expect(changes('medium')).toBe(12);
  });

  it('uses colour only where it may, and says the same without', () => {
    const plain = textOf(modelOf(HOLDING));
    const colored = textOf(modelOf(HOLDING, { color: true }));
    expect(stripVTControlCharacters(plain)).toBe(plain);
    expect(colored).not.toBe(plain);
    expect(stripVTControlCharacters(colored)).toBe(plain);
  });

  it('covers the picture with the keys or the faults', () => {
    expect(textOf(modelOf({}, { overlay: { kind: 'help' } }))).toContain('r  RETURN: bring the rider up, now');
    const choices = [{ fault: 'H-08', summary: 'angle-stuck', injected: true }];
    expect(textOf(modelOf({}, { overlay: { kind: 'faults', choices, page: 0 } }))).toMatch(/1 {2}\* H-08 +angle-stuck/);
  });

  it('names the lamp that an alarm or a call lights, and shows its sound as a sign', () => {
    const lampsIn = (lights: Partial<TableView['lights']>, wallMs = 0) =>
      lampLine({ ...VIEW, lights: { ...VIEW.lights, ...lights } }, wallMs, (text) => text);
    expect(lampsIn({})).toBe('● ready  ○ moving  ○ alarm');
    expect(lampsIn({ status: 'red', alarm: 'high' })).toBe('○  ○  ● HIGH ALARM  ♪');
    expect(lampsIn({ status: 'red', alarm: 'high' }, 4300)).toBe('○  ○  ○ HIGH ALARM');
    expect(lampsIn({ status: 'yellow', alarm: 'medium' })).toBe('○  ● MEDIUM ALARM  ○  ♪');
    expect(lampsIn({ status: 'yellow', alarm: 'low' }, 5000)).toBe('○  ● LOW ALARM  ○');
    expect(lampsIn({ status: 'yellow', call: 'alive-check' })).toBe('● ANSWER  ○  ○  ♪');
    expect(lampsIn({ status: 'yellow', call: 'alive-check' }, 700)).toBe('○ ANSWER  ○  ○');
    expect(lampsIn({ status: 'yellow', call: 'arming' })).toBe('○ ready  ● moving  ○ alarm  ♪');
  });

  it('says when the rider may move and when to lie still', () => {
    const still = { kind: 'lie-still', text: 'Lie still: the table moves next.', untilMs: 3000 } as const;
    expect(textOf(modelOf({ ...HOLDING, prompt: still }))).toContain('>> Lie still: the table moves next.  3 s <<');
  });

  it('says that it is about to quit', () => {
    expect(textOf(modelOf(HOLDING, { quitting: true }))).toContain('returning, then quitting');
  });

  it('shortens itself to a line where there is no room', () => {
    const rows = renderPanel(modelOf(HOLDING, { columns: 50, rows: 2 }));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatch(/^60\.0° head-down {2}HOLD 2 of 3 1:23 left/);
  });

  it('fits any terminal', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 70 }),
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.constantFrom('none', 'help'),
        fc.boolean(),
        fc.constantFrom('none', 'low', 'medium', 'high'),
        (columns, rows, tiltDeg, kind, color, alarm) => {
          const view = { ...HOLDING, lights: { ...VIEW.lights, alarm }, tiltDeg, cause: 'H-08' as const };
          const lines = renderPanel(modelOf(view, { columns, rows, color, overlay: { kind } }));
          expect(lines.length).toBeLessThanOrEqual(Math.max(rows - 1, 1));
          for (const line of lines) expect([...stripVTControlCharacters(line)].length).toBeLessThanOrEqual(columns);
        },
      ),
    );
  });
});
