import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../src/bench/reports/csv-of.ts';
import { madeResult, runShort } from './results.ts';

describe('a trace as CSV', () => {
  it('has a row a sample, and a header with units', async () => {
    const result = await runShort();
    const lines = csvOf(result).trimEnd().split('\r\n');
    expect(lines).toHaveLength(result.trace.timesMs.length + 1);
    const titles = lines[0]?.split(',') ?? [];
    expect(titles.slice(0, 3)).toEqual(['time (ms)', 'tilt (°)', 'rate (°/s)']);
    expect(titles).toContain('state');
    expect(titles).toHaveLength(result.trace.columns.length + 1);
    const last = lines.at(-1)?.split(',') ?? [];
    expect(last).toHaveLength(titles.length);
    expect(Number(last[0])).toBe(result.trace.timesMs.at(-1));
    expect(Number(last[1])).toBeCloseTo(Number(result.trace.columns[0]?.values.at(-1)), 6);
    expect(last[titles.indexOf('fault')]).toBe('H-08');
  });

  it('quotes what would part a cell, and leaves empty what has no value', () => {
    const trace = {
      timesMs: [0, 10.5],
      columns: [
        { name: 'a "b", c', unit: '', kind: 'word' as const, values: ['x,y\nz', null] },
        { name: 'n', unit: 'A', kind: 'number' as const, values: [0.1 + 0.2, null] },
      ],
    };
    expect(csvOf(madeResult({ trace }))).toBe('time (ms),"a ""b"", c",n (A)\r\n0,"x,y\nz",0.3\r\n10.5,,\r\n');
  });
});
