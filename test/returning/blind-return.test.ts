import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { BlindReturn } from '../../src/returning/blind-return.ts';

const { drive } = DEFAULT_SETTINGS.table;

/** Steps until the return ends or a time is over; answers with the duties. */
function run(
  way: BlindReturn,
  forMs: number,
  said: { currentAmps?: number; atLimit?: boolean; driving?: boolean } = {},
  fromMs = 0,
): number[] {
  const duties: number[] = [];
  for (let nowMs = fromMs; nowMs < fromMs + forMs && way.outcome === 'under-way'; nowMs += 10) {
    duties.push(way.step({ nowMs, atLimit: false, currentAmps: 2, driving: true, ...said }));
  }
  return duties;
}

function begun(distanceDeg: number, moving = true): BlindReturn {
  const way = new BlindReturn(drive);
  way.begin({ nowMs: 0, distanceDeg, was: moving ? 'moving' : 'standing' });
  return way;
}

describe('BlindReturn', () => {
  it('[H-14] raises its duty by 0.1 a second from the least to the most, and always upward', () => {
    const duties = run(begun(135), 10_000);
    expect(duties[0]).toBeCloseTo(drive.blindMinDuty, 2);
    expect(duties[100]).toBeCloseTo(drive.blindMinDuty + 0.1, 2);
    expect(duties.at(-1)).toBe(drive.blindMaxDuty);
    expect(Math.min(...duties)).toBeGreaterThan(0);
  });

  it('[H-14] begins from the brake without duty, and is where the table begins to move within 0.3 s', () => {
    const way = begun(135, false);
    expect(run(way, 100, { driving: false }).at(-1)).toBe(0);
    const duties = run(way, 400, {}, 100);
    const steps = duties.map((duty, index) => duty - (duties[index - 1] ?? 0));
    expect(Math.max(...steps)).toBeLessThanOrEqual(0.0041);
    expect(duties[30]).toBeGreaterThan(drive.blindMinDuty);
  });

  it('waits with its duty for the brake, and raises nothing at the current limit', () => {
    expect(run(begun(135), 1000, { driving: false }).at(-1)).toBe(drive.blindMinDuty);
    expect(run(begun(135), 900, { currentAmps: drive.obstructionAmps + 0.1 }).at(-1)).toBe(drive.blindMinDuty);
  });

  it('[H-14] arrives at the upright limit, at once', () => {
    const way = begun(135);
    run(way, 1000);
    expect(run(way, 10, { atLimit: true }, 1000)).toEqual([0]);
    expect(way.outcome).toBe('arrived');
  });

  it('arrives after a second against the hard stop, not by pushes that add up to one', () => {
    const way = begun(135);
    const hard = { currentAmps: drive.obstructionAmps + 0.1 };
    run(way, 900, hard);
    run(way, 10, {}, 900);
    run(way, 900, hard, 910);
    expect(way.outcome).toBe('under-way');
    run(way, 200, hard, 1810);
    expect(way.outcome).toBe('arrived');
  });

  it('[H-14] gives up with the drive off when the time is over in which the way could be gone', () => {
    const way = begun(100);
    expect(run(way, 165_000).every((duty) => duty > 0)).toBe(true);
    expect(way.outcome).toBe('under-way');
    expect(run(way, 100, {}, 165_000)).toEqual([0]);
    expect(way.outcome).toBe('gave-up');
  });

  it('may be begun anew', () => {
    const way = begun(0);
    run(way, 16_000);
    expect(way.outcome).toBe('gave-up');
    way.begin({ nowMs: 20_000, distanceDeg: 50, was: 'moving' });
    expect(way.outcome).toBe('under-way');
    expect(run(way, 20, {}, 20_000)[0]).toBeCloseTo(drive.blindMinDuty, 2);
  });

  it('[H-21] slows down by a fifth of full duty a second, and goes on from there where it is begun anew', () => {
    const way = begun(135);
    const before = run(way, 1000).at(-1) ?? 0;
    const slowing = Array.from({ length: 50 }, () => way.slowDown());
    expect(slowing.at(-1)).toBeCloseTo(before - 0.1, 9);
    way.begin({ nowMs: 2000, distanceDeg: 100, was: 'blind' });
    expect(run(way, 10, {}, 2000)[0]).toBeCloseTo(before - 0.1, 2);
    expect(Array.from({ length: 300 }, () => way.slowDown()).at(-1)).toBe(0);
  });
});
