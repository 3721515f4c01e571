import { describe, expect, it } from 'vitest';
import { MALFORMED_LINES } from './malformed-lines.ts';
import { openScpiBench } from './scpi-desk.ts';

describe('malformed lines', () => {
  it('are a hundred and more', () => {
    expect(new Set(MALFORMED_LINES.map(([line]) => line)).size).toBe(MALFORMED_LINES.length);
    expect(MALFORMED_LINES.length).toBeGreaterThanOrEqual(100);
  });

  it.each(MALFORMED_LINES)('[H-41] %s is error %i, and one', (line, number) => {
    const bench = openScpiBench();
    bench.session.execute(line);
    expect(bench.errors()).toEqual([number]);
    expect(bench.session.isWaiting).toBe(false);
    expect(bench.session.execute('*ESE?')).toBe('0');
    expect(bench.errors()).toEqual([]);
    expect(bench.link.sent).toEqual([]);
    expect(bench.inputs.calls.filter((call) => !/^inject H-99$/.test(call))).toEqual([]);
  });
});
