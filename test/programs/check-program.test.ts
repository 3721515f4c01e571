import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../../src/config/settings.ts';
import { checkProgram } from '../../src/programs/check-program.ts';
import type { Program, ProgramStep } from '../../src/programs/program.ts';
import { timelineOf } from '../../src/programs/timeline.ts';

const MINUTE = 60_000;
const hold = (tiltDeg: number, durationMs: number): ProgramStep => ({ kind: 'hold', tiltDeg, durationMs });
const rest = (tiltDeg: number, durationMs: number): ProgramStep => ({ kind: 'rest', tiltDeg, durationMs });
const programOf = (steps: readonly ProgramStep[], rampDegPerSec: number | null = null): Program => ({
  name: 'test',
  summary: '',
  steps,
  rampDegPerSec,
});

/** `step field: what` of every problem. */
const refusalsOf = (program: Program, settings: Settings = DEFAULT_SETTINGS): readonly string[] => {
  const check = checkProgram(program, settings);
  return check.ok ? [] : check.problems.map(({ step, field, what }) => `${step} ${field}: ${what}`);
};

const withTimeouts = (timeouts: Partial<Settings['timeouts']>): Settings => ({
  ...DEFAULT_SETTINGS,
  timeouts: { ...DEFAULT_SETTINGS.timeouts, ...timeouts },
});

describe('[H-52] refuses', () => {
  it.each([
    ['no steps', [], 'null steps: the program has no steps'],
    ['201 steps', Array.from({ length: 201 }, () => rest(0, 1000)), 'null steps: 201 steps, more than 200'],
    ['a tilt below the range', [hold(-60.5, 1000)], "0 tilt: -60.5° is below this table's range, -60° to 75°"],
    ['a tilt above the range', [rest(0, 1000), hold(76, 1000)], "1 tilt: 76° is above this table's range, -60° to 75°"],
    ['a tilt that is no number', [hold(Number.NaN, 1000)], "0 tilt: NaN° is below this table's range, -60° to 75°"],
    [
      'an endless tilt',
      [hold(Number.NEGATIVE_INFINITY, 1000)],
      "0 tilt: -Infinity° is below this table's range, -60° to 75°",
    ],
    ['no time', [hold(-20, 0)], '0 duration: 0 s is no time'],
    ['a negative time', [hold(-20, -5)], '0 duration: 0 s is no time'],
    ['a time that is no number', [hold(-20, Number.NaN)], '0 duration: 0 s is no time'],
    ['too long a rest', [rest(0, 21 * MINUTE)], '0 duration: 21 min is more than the longest session, 20 min'],
  ])('%s', (_, steps, refusal) => {
    expect(refusalsOf(programOf(steps))).toContain(refusal);
  });

  it.each([0, -1, 4.01, Number.NaN, Number.POSITIVE_INFINITY])('a rate of %d', (rate) => {
    expect(refusalsOf(programOf([hold(-20, 1000)], rate))).toEqual([expect.stringContaining('null rate: a rate of')]);
  });

  it('a hold of 40 minutes', () => {
    expect(refusalsOf(programOf([hold(-20, 40 * MINUTE)]))).toEqual([
      '0 duration: 40 min is more than the longest time head-down, 6 min',
      'null steps: the session would last 42 min 10 s, more than 20 min',
      "null steps: 40 min 22 s head-down in all, more than a day's 20 min",
    ]);
  });

  it('holds that only together are too long, at the step where the limit is passed', () => {
    const steps = [rest(0, MINUTE), hold(-20, 3 * MINUTE), rest(-10, MINUTE), hold(-30, 3 * MINUTE)];
    expect(refusalsOf(programOf(steps))).toEqual([
      '3 duration: head-down for 7 min 46 s without a break, ramps included, more than 6 min',
    ]);
  });

  it('a session that is too long only with its way up', () => {
    const settings = withTimeouts({ sessionMs: 189_499 });
    expect(refusalsOf(programOf([hold(-20, MINUTE)]), settings)).toEqual([
      expect.stringContaining('the session would last 3 min 10 s'),
    ]);
    expect(refusalsOf(programOf([hold(-20, MINUTE)]), withTimeouts({ sessionMs: 189_500 }))).toEqual([]);
  });

  it('more head-down than a day allows', () => {
    const rider = { ...DEFAULT_SETTINGS.rider, dailyHeadDownCapMs: 82_249 };
    expect(refusalsOf(programOf([hold(-20, MINUTE)]), { ...DEFAULT_SETTINGS, rider })).toEqual([
      expect.stringContaining("1 min 22 s head-down in all, more than a day's 1 min 22 s"),
    ]);
  });

  it('a rate that the drive has no reserve for', () => {
    const table = { ...DEFAULT_SETTINGS.table, drive: { ...DEFAULT_SETTINGS.table.drive, rateAtFullDutyDegPerSec: 4 } };
    expect(refusalsOf(programOf([hold(-20, 1000)], 3.3), { ...DEFAULT_SETTINGS, table })).toEqual([
      "null rate: this table's drive has no reserve for 3.3°/s",
    ]);
  });

  it('a rate that the drive has no reserve for where its actuator has the longest arm', () => {
    const actuator = { leverMm: 300, anchorDistanceMm: 1500, angleAtHorizontalDeg: 83, endSwitchesCutCurrent: true };
    const drive = { ...DEFAULT_SETTINGS.table.drive, kind: 'linear-actuator', actuator } as const;
    const settings = {
      ...DEFAULT_SETTINGS,
      table: { ...DEFAULT_SETTINGS.table, uprightDeg: 60, invertedDeg: -45, drive },
    };
    expect(refusalsOf(programOf([hold(-20, 1000)], 4), settings)).toEqual([]);
    const slower = { ...settings, table: { ...settings.table, drive: { ...drive, rateAtFullDutyDegPerSec: 8 } } };
    expect(checkProgram(programOf([hold(-20, 1000)], 4), slower)).toMatchObject({
      problems: [{ what: "this table's drive has no reserve for 4°/s", remedy: 'write 3.3°/s or less' }],
    });
  });

  it('a rate from which the table cannot stop in time', () => {
    const rates = { ...DEFAULT_SETTINGS.table.rates, accelDegPerSec2: 0.5 };
    const settings = { ...DEFAULT_SETTINGS, table: { ...DEFAULT_SETTINGS.table, rates } };
    expect(refusalsOf(programOf([hold(-20, 1000)], 4), settings)).toEqual([
      'null rate: from 4°/s this table needs 16.3° to stop',
    ]);
  });

  it('every wrong step, not only the first', () => {
    expect(refusalsOf(programOf([hold(-70, 0), rest(0, 1000), hold(-80, 7 * MINUTE)]))).toHaveLength(4);
  });
});

describe('accepts', () => {
  it.each([
    ['the ends of the range', [hold(-60, 1000), hold(75, 1000)], null],
    ['a hold above horizontal', [hold(40, MINUTE)], null],
    ['the highest rate', [hold(-60, 1000)], 4],
    ['200 steps', Array.from({ length: 200 }, () => rest(0, 1000)), null],
  ])('%s', (_, steps, rate) => {
    expect(refusalsOf(programOf(steps, rate))).toEqual([]);
  });

  it('exactly the longest time head-down', () => {
    const program = programOf([hold(-20, 5 * MINUTE)]);
    const { longestHeadDownMs } = timelineOf(program, DEFAULT_SETTINGS);
    expect(refusalsOf(program, withTimeouts({ headDownMs: longestHeadDownMs }))).toEqual([]);
    expect(refusalsOf(program, withTimeouts({ headDownMs: longestHeadDownMs - 1 }))).toHaveLength(1);
  });
});

it('[H-52] whatever is accepted stays within every limit', () => {
  const step = fc.record({
    kind: fc.constantFrom<'hold' | 'rest'>('hold', 'rest'),
    tiltDeg: fc.double({ min: -95, max: 95 }),
    durationMs: fc.oneof(fc.double({ min: -1000, max: 8 * MINUTE }), fc.constant(Number.NaN)),
  });
  const rate = fc.option(fc.double({ min: -1, max: 6 }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 6 }), rate, (steps, rampDegPerSec) => {
      const check = checkProgram(programOf(steps, rampDegPerSec), DEFAULT_SETTINGS);
      if (!check.ok) {
        expect(check.problems.length).toBeGreaterThan(0);
        return;
      }
      const { totalMs, longestHeadDownMs, headDownMs, deepestDeg } = check.timeline;
      expect(totalMs).toBeLessThanOrEqual(20 * MINUTE);
      expect(longestHeadDownMs).toBeLessThanOrEqual(6 * MINUTE);
      expect(headDownMs).toBeLessThanOrEqual(20 * MINUTE);
      expect(deepestDeg).toBeGreaterThanOrEqual(-60);
      expect(steps.every(({ tiltDeg, durationMs }) => tiltDeg <= 75 && durationMs > 0)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
