import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../../src/config/settings.ts';
import { findProgram } from '../../src/programs/library.ts';
import { planRatesOf } from '../../src/programs/plan-session.ts';
import type { Program, ProgramStep } from '../../src/programs/program.ts';
import { sampleTilt, type Timeline, timelineOf } from '../../src/programs/timeline.ts';
import { withEnding } from '../../src/programs/with-ending.ts';

const programOf = (steps: readonly ProgramStep[], rampDegPerSec: number | null = null): Program => ({
  name: 'test',
  summary: '',
  steps,
  rampDegPerSec,
});
const hold = (tiltDeg: number, seconds: number): ProgramStep => ({ kind: 'hold', tiltDeg, durationMs: seconds * 1000 });
const rest = (tiltDeg: number, seconds: number): ProgramStep => ({ kind: 'rest', tiltDeg, durationMs: seconds * 1000 });

const builtIn = (name: string): Timeline => {
  const found = findProgram(name, DEFAULT_SETTINGS, { programsDir: null });
  if (!found.ok) throw new Error(name);
  return found.timeline;
};

describe('kim-2013-60', () => {
  const timeline = builtIn('kim-2013-60');

  it('is 69 s down, three holds of 180 s with 31.5 s ramps and 60 s of rest, 30 s of rest, 39 s up', () => {
    const rows = timeline.segments.map(({ kind, startMs, endMs, toDeg, hold: number }) => [
      kind,
      (endMs - startMs) / 1000,
      toDeg,
      number,
    ]);
    expect(rows).toEqual([
      ['ramp', 69, -60, null],
      ['hold', 180, -60, 1],
      ['ramp', 31.5, 0, null],
      ['rest', 60, 0, null],
      ['ramp', 31.5, -60, null],
      ['hold', 180, -60, 2],
      ['ramp', 31.5, 0, null],
      ['rest', 60, 0, null],
      ['ramp', 31.5, -60, null],
      ['hold', 180, -60, 3],
      ['ramp', 31.5, 0, null],
      ['rest', 30, 0, null],
      ['ramp', 39, 75, null],
    ]);
  });

  it('lasts 955.5 s, 12:08 of it head-down, 4:03 at the longest', () => {
    expect(timeline).toMatchObject({ totalMs: 955_500, headDownMs: 728_250, longestHeadDownMs: 243_000 });
    expect(timeline).toMatchObject({ deepestDeg: -60, holds: 3 });
  });
});

it.each([
  ['first-time', { totalMs: 189_500, headDownMs: 82_250, longestHeadDownMs: 82_250, deepestDeg: -20, holds: 1 }],
  ['kim-2013-0', { totalMs: 738_000, headDownMs: 0, longestHeadDownMs: 0, deepestDeg: 0, holds: 3 }],
  ['kim-2013-30', { totalMs: 865_500, headDownMs: 638_250, longestHeadDownMs: 213_000, deepestDeg: -30, holds: 3 }],
])('%s has its figures', (name, figures) => {
  expect(builtIn(name)).toMatchObject(figures);
});

describe('time head-down', () => {
  const spansOf = (steps: readonly ProgramStep[]) =>
    timelineOf(programOf(steps), DEFAULT_SETTINGS).headDown.map(({ startMs, endMs }) => (endMs - startMs) / 1000);

  it.each([
    ['a hold at 4.5° head-down is none', [hold(-4.5, 60)], []],
    ['a hold at 5° head-down is one, for it may be off by half a degree', [hold(-5, 60)], [67.25]],
    ['so does one at 2.6° not break it', [hold(-20, 60), rest(-2.6, 60), hold(-20, 60)], [222.65]],
    ['a rest at 4° head-down does not break it', [hold(-20, 60), rest(-4, 60), hold(-20, 60)], [221.25]],
    ['a rest at 2° head-down breaks it', [hold(-20, 60), rest(-2, 60), hold(-20, 60)], [81.25, 82]],
    ['it ends although the table goes on above horizontal', [hold(-20, 60), hold(30, 60)], [81.5]],
  ])('%s', (_, steps, expected) => {
    expect(spansOf(steps)).toEqual(expected.map((seconds) => expect.closeTo(seconds, 2)));
  });
});

describe('rates', () => {
  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    table: {
      ...DEFAULT_SETTINGS.table,
      rates: { ...DEFAULT_SETTINGS.table.rates, rampDegPerSec: 3, headUpDegPerSec: 1 },
    },
  };

  it("a program's own rate wins over the table's, but nobody stands up faster than the table's head-up rate", () => {
    expect(planRatesOf(programOf([], 2), settings)).toEqual({
      headDownUpDegPerSec: 2,
      headUpUpDegPerSec: 1,
      downDegPerSec: 2,
    });
    expect(planRatesOf(programOf([], 0.5), settings)).toEqual({
      headDownUpDegPerSec: 0.5,
      headUpUpDegPerSec: 0.5,
      downDegPerSec: 0.5,
    });
    expect(planRatesOf(programOf([]), settings)).toEqual({
      headDownUpDegPerSec: 3,
      headUpUpDegPerSec: 1,
      downDegPerSec: 3,
    });
  });

  it('the way up keeps the rate below horizontal and the one above it', () => {
    const samples = sampleTilt(programOf([hold(-60, 1), hold(60, 1)]), settings, 4000);
    const rates = samples.slice(1).map(({ tMs, tiltDeg }, index) => {
      const before = samples[index] ?? { tMs: 0, tiltDeg: 0 };
      return { tiltDeg, rate: (tiltDeg - before.tiltDeg) / ((tMs - before.tMs) / 1000) };
    });
    const fastest = (part: typeof rates) => Math.max(...part.map(({ rate }) => rate));
    expect(fastest(rates.filter(({ tiltDeg }) => tiltDeg < 0))).toBeCloseTo(3, 2);
    expect(fastest(rates.filter(({ tiltDeg }) => tiltDeg > 0.1))).toBeCloseTo(1, 2);
    expect(Math.min(...rates.map(({ rate }) => rate))).toBeCloseTo(-3, 2);
  });

  it('the table begins at its own upright tilt and ends there', () => {
    const table = { ...DEFAULT_SETTINGS.table, uprightDeg: 80 };
    const { segments } = timelineOf(programOf([hold(-20, 1)]), { ...DEFAULT_SETTINGS, table });
    expect([segments.at(0)?.fromDeg, segments.at(-1)?.toDeg]).toEqual([80, 80]);
  });
});

describe('the ending', () => {
  const endingOf = (...steps: ProgramStep[]): readonly ProgramStep[] =>
    withEnding(programOf(steps)).steps.slice(steps.length);

  it.each([
    ['a hold head-down', [hold(-20, 60)], [rest(0, 30)]],
    ['20 s at horizontal', [hold(-20, 60), rest(0, 20)], [rest(0, 10)]],
    ['20 s and 5 s at horizontal', [hold(-20, 60), hold(0, 20), rest(0, 5)], [rest(0, 5)]],
    ['30 s at horizontal', [hold(-20, 60), rest(0, 30)], []],
    ['a hold at horizontal', [hold(0, 180)], []],
    ['enough at horizontal, then a little upright', [hold(-20, 60), rest(0, 30), rest(30, 60)], []],
    ['too little at horizontal, then upright', [hold(-20, 60), rest(0, 20), rest(30, 60)], [rest(0, 30)]],
    ['straight from head-down to head-up', [hold(-20, 60), rest(30, 60)], [rest(0, 30)]],
    ['horizontal only before head-down', [rest(0, 300), hold(-20, 60)], [rest(0, 30)]],
    ['1° head-down, which is not horizontal', [rest(-1, 300)], [rest(0, 30)]],
  ])('after %s', (_, steps, ending) => {
    expect(endingOf(...steps)).toEqual(ending);
  });

  it('is added once', () => {
    const once = withEnding(programOf([hold(-20, 60)]));
    expect(withEnding(once)).toBe(once);
  });
});

const anyStep: fc.Arbitrary<ProgramStep> = fc.record({
  kind: fc.constantFrom('hold', 'rest'),
  tiltDeg: fc.integer({ min: -600, max: 750 }).map((tenths) => tenths / 10),
  durationMs: fc.integer({ min: 1, max: 300_000 }),
});
const anyProgram = fc.record({
  steps: fc.array(anyStep, { minLength: 1, maxLength: 8 }),
  rate: fc.option(fc.integer({ min: 1, max: 40 }).map((tenths) => tenths / 10)),
});

it('any timeline has no gaps, ends upright, and lies at horizontal for 30 s after the last time head-down', () => {
  fc.assert(
    fc.property(anyProgram, ({ steps, rate }) => {
      const { segments, totalMs, headDown, headDownMs, longestHeadDownMs } = timelineOf(
        programOf(steps, rate),
        DEFAULT_SETTINGS,
      );
      let [atMs, tiltDeg] = [0, 75];
      for (const { startMs, endMs, fromDeg, toDeg } of segments) {
        expect([startMs, fromDeg, endMs >= startMs]).toEqual([atMs, tiltDeg, true]);
        [atMs, tiltDeg] = [endMs, toDeg];
      }
      expect([atMs, tiltDeg]).toEqual([totalMs, 75]);
      expect(longestHeadDownMs).toBeLessThanOrEqual(headDownMs);
      const lastMs = headDown.at(-1)?.endMs ?? Number.POSITIVE_INFINITY;
      const flat = segments.filter(
        ({ kind, startMs, toDeg }) => kind !== 'ramp' && startMs >= lastMs && Math.abs(toDeg) <= 0.5,
      );
      const flatMs = flat.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
      if (headDown.length > 0) expect(flatMs).toBeGreaterThanOrEqual(30_000);
    }),
    { numRuns: 300 },
  );
});

it('samples follow the plan from upright to upright', () => {
  const samples = sampleTilt(programOf([hold(-60, 60)]), DEFAULT_SETTINGS, 101);
  expect([samples.length, samples.at(0), samples.at(-1)?.tiltDeg]).toEqual([101, { tMs: 0, tiltDeg: 75 }, 75]);
  expect(Math.min(...samples.map(({ tiltDeg }) => tiltDeg))).toBe(-60);
});
