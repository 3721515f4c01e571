import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plotTilt, type TiltSample } from '../../src/cli/plot.ts';

/** Straight lines between corners of [seconds, degrees], sampled each second. */
function profile(...corners: readonly (readonly [number, number])[]): TiltSample[] {
  return corners.flatMap(([atS, tiltDeg], index) => {
    const [nextS, nextDeg] = corners[index + 1] ?? [atS + 1, tiltDeg];
    return Array.from({ length: nextS - atS }, (_, step) => {
      return { tMs: (atS + step) * 1000, tiltDeg: tiltDeg + ((nextDeg - tiltDeg) * step) / (nextS - atS) };
    });
  });
}

const SAMPLES = profile([0, 75], [68, -60], [248, -60], [316, 75], [384, -60], [564, -60], [632, 75]);
const HOLDS = [
  { startMs: 68_000, endMs: 248_000 },
  { startMs: 384_000, endMs: 564_000 },
];

describe('plot of a session', () => {
  const rows = plotTilt({ samples: SAMPLES, holds: HOLDS, width: 80 }).split('\n');

  it('has its range and horizontal at the left and its time below', () => {
    expect(rows).toHaveLength(10);
    expect(rows[0]).toMatch(/^ {5}\+75 ┤╮/);
    expect(rows.filter((row) => row.startsWith('       0 ┤'))).toHaveLength(1);
    expect(rows[8]).toMatch(/^ {5}-60 ┤/);
    expect(rows[9]).toMatch(/^ {10}0:00 +10:32$/);
  });

  it('draws holds heavy and numbers them', () => {
    expect(rows[8]).toMatch(/╰━+ 1 ━+╯ +╰━+ 2 ━+╯$/);
    expect(rows.slice(0, 8).join('')).not.toContain('━');
  });

  it('has no place for a number in a short hold, and draws it all the same', () => {
    const samples = profile([0, 75], [600, 75], [640, -20], [650, -20], [690, 75], [1200, 75]);
    const text = plotTilt({ samples, holds: [{ startMs: 640_000, endMs: 650_000 }], width: 40 });
    expect(text).not.toContain(' 1 ');
  });

  it('fits its width, whatever it is given', () => {
    const sample = fc.record({ tMs: fc.nat(3_600_000), tiltDeg: fc.double({ min: -90, max: 90, noNaN: true }) });
    fc.assert(
      fc.property(
        fc.array(sample, { minLength: 1, maxLength: 50 }),
        fc.integer({ min: 0, max: 300 }),
        (some, width) => {
          const samples = [...some].sort((one, other) => one.tMs - other.tMs);
          const holds = [{ startMs: samples[0]?.tMs ?? 0, endMs: samples.at(-1)?.tMs ?? 0 }];
          const marks = samples.map(({ tMs }) => ({ atMs: tMs, letter: 'X' }));
          const lines = plotTilt({ samples, holds, marks, width }).split('\n');
          expect(lines.length).toBeGreaterThanOrEqual(8);
          expect(lines.length).toBeLessThanOrEqual(12);
          for (const line of lines) expect([...line].length).toBeLessThanOrEqual(Math.min(Math.max(width, 40), 100));
        },
      ),
    );
  });

  it('points to moments with a letter below and a dotted line where the picture is empty', () => {
    const marks = [
      { atMs: 300_000, letter: 'A' },
      { atMs: 301_000, letter: 'B' },
      { atMs: 302_000, letter: 'C' },
      { atMs: 300_000, letter: 'D' },
    ];
    const marked = plotTilt({ samples: SAMPLES, holds: HOLDS, marks, width: 80 }).split('\n');
    expect(marked).toHaveLength(11);
    const column = (marked[9] ?? '').indexOf('A');
    // Three share a place; the fourth is told in words only.
    expect(marked[9]?.trim()).toBe('CAB');
    expect(
      marked
        .slice(0, 9)
        .map((row) => [...row][column])
        .filter((cell) => cell === '┊').length,
    ).toBeGreaterThan(6);
    const unmarked = marked.map((row) => row.replaceAll('┊', ' ').trimEnd());
    expect([...unmarked.slice(0, 9), unmarked[10]]).toEqual(rows);
  });

  it('is empty without samples', () => {
    expect(plotTilt({ samples: [], holds: [], width: 80 })).toBe('');
  });
});
