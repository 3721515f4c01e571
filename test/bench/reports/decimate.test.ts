import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimate } from '../../../src/bench/reports/html/decimate.ts';
import { linePath } from '../../../src/bench/reports/html/line-path.ts';
import { setTimesOf, spansOf } from '../../../src/bench/reports/html/spans.ts';

describe('a line that is drawn with fewer points', () => {
  it('keeps first, last and both extremes of every pixel column, in order', () => {
    const property = fc.property(
      fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 300 }),
      fc.integer({ min: 1, max: 200 }),
      (values, bucketMs) => {
        const timesMs = values.map((_, row) => row * 10);
        const rows = decimate(timesMs, values, bucketMs).map(Number);
        expect(rows).toEqual([...new Set(rows)].sort((one, other) => one - other));
        const buckets = new Map<number, { readonly all: number[]; readonly kept: number[] }>();
        const kept = new Set(rows);
        values.forEach((value, row) => {
          const index = Math.floor((row * 10) / bucketMs);
          const bucket = buckets.get(index) ?? { all: [], kept: [] };
          bucket.all.push(value);
          if (kept.has(row)) bucket.kept.push(value);
          buckets.set(index, bucket);
        });
        for (const { all, kept: drawn } of buckets.values()) {
          expect(drawn.length).toBeLessThanOrEqual(4);
          expect([Math.min(...drawn), Math.max(...drawn)]).toEqual([Math.min(...all), Math.max(...all)]);
          expect([drawn[0], drawn.at(-1)]).toEqual([all[0], all.at(-1)]);
        }
      },
    );
    fc.assert(property, { seed: 7, numRuns: 300 });
  });

  it('is broken where there is no value', () => {
    expect(decimate([0, 10, 20, 30], [null, 1, null, 2], 1000)).toEqual([1, null, 3]);
    const path = linePath(
      { timesMs: [0, 10, 20, 30, 40] },
      { values: [1, 2, null, 2, 3.5], bucketMs: 10, perUnit: 10 },
    );
    expect(path).toBe('m0 -10l10 -10m20 0l10 -15');
  });

  it('leaves out what lies within a level stretch', () => {
    const timesMs = [0, 10, 20, 30, 40];
    expect(linePath({ timesMs }, { values: [5, 5, 5, 5, 6], bucketMs: 10, perUnit: 1 })).toBe('m0 -5l30 0l10 -1');
  });
});

describe('a flag that is drawn as bars', () => {
  it('is busy where it changes too fast to be drawn, and never gone', () => {
    const spans = spansOf([0, 10, 20, 30, 40, 500, 510], [0, 1, 0, 1, 0, 1, 0], 520);
    expect(setTimesOf(spans, 15)).toEqual([
      { fromMs: 10, toMs: 40, isBusy: true },
      { fromMs: 500, toMs: 510, isBusy: false },
    ]);
  });
});
