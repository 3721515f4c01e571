import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { clocksDrift } from '../../src/safety/clocks-drift.ts';
import { driveHot } from '../../src/safety/drive-heat.ts';
import { framesDamaged } from '../../src/safety/frames-damaged.ts';
import { mainsLost, reserveLow } from '../../src/safety/supply.ts';
import { safetyInputOf, tripMs } from './table-fixtures.ts';

describe('the supply', () => {
  it('[H-23] is on its reserve after 300 ms under what the mains always give', () => {
    expect(tripMs(mainsLost(DEFAULT_SETTINGS), { estimate: { supplyVolts: 22 } }, 2000)).toBe(300);
    expect(tripMs(mainsLost(DEFAULT_SETTINGS), { estimate: { supplyVolts: 23 } }, 2000)).toBeNull();
  });

  it('[H-25] is nearly empty by its voltage at rest, and by nothing that a load does to it', () => {
    expect(tripMs(reserveLow(DEFAULT_SETTINGS), { estimate: { supplyVolts: 20 } }, 2000)).toBe(1000);
    expect(tripMs(reserveLow(DEFAULT_SETTINGS), { estimate: { supplyVolts: 21 } }, 2000)).toBeNull();
    expect(tripMs(reserveLow(DEFAULT_SETTINGS), { estimate: { supplyVolts: 20, currentAmps: 5 } }, 2000)).toBeNull();
  });

  it('[H-23] is not lost where E-STOP has cut it, nor in the second after', () => {
    const check = mainsLost(DEFAULT_SETTINGS);
    expect(tripMs(check, { estimate: { supplyVolts: 0, inputs: 0 } }, 2000)).toBeNull();
    expect(tripMs(check, { estimate: { supplyVolts: 0 } }, 900, 2010)).toBeNull();
    expect(tripMs(check, { estimate: { supplyVolts: 0 } }, 2000, 2920)).toBeLessThan(500);
  });
});

describe('the heat of the drive', () => {
  it('[H-57] is never too much at the rated current, and after a minute at half as much again', () => {
    expect(tripMs(driveHot(DEFAULT_SETTINGS), { estimate: { currentAmps: 5 } }, 600_000)).toBeNull();
    const trip = tripMs(driveHot(DEFAULT_SETTINGS), { estimate: { currentAmps: 7.5 } }, 600_000) ?? Number.NaN;
    // 120 s times ln(1 / (1 - 1 / 2.25)).
    expect(trip).toBeCloseTo(70_500, -3);
  });
});

describe('the clocks', () => {
  const driftSeen = (rate: number, forMs: number): boolean => {
    const check = clocksDrift();
    let seen = false;
    for (let nowMs = 0; nowMs <= forMs; nowMs += 10) {
      seen = check.present(safetyInputOf({ estimate: { nowMs, boardClockMs: nowMs * rate } }));
    }
    return seen;
  };

  it('[H-37] drift apart over 5 % in 10 s, either way', () => {
    expect([1.1, 0.9, 1.04, 0.96, 1].map((rate) => driftSeen(rate, 10_500))).toEqual([true, true, false, false, false]);
    expect(driftSeen(1.1, 9000)).toBe(false);
  });

  it('[H-37] [H-33] do not by a board that has started anew', () => {
    const check = clocksDrift();
    for (let nowMs = 0; nowMs <= 25_000; nowMs += 10) {
      const boardClockMs = nowMs < 9000 ? nowMs : nowMs - 9000;
      expect(check.present(safetyInputOf({ estimate: { nowMs, boardClockMs } }))).toBe(false);
    }
  });
});

describe('damaged frames', () => {
  const seenAt = (counts: readonly (readonly [number, number])[]): boolean[] => {
    const check = framesDamaged();
    return counts.map(([nowMs, damagedFrames]) => check.present(safetyInputOf({ estimate: { nowMs, damagedFrames } })));
  };

  it('[H-30] are ignored until the third within a second', () => {
    expect(
      seenAt([
        [0, 1],
        [400, 2],
        [1000, 3],
      ]),
    ).toEqual([false, false, true]);
    expect(
      seenAt([
        [0, 1],
        [600, 2],
        [1200, 3],
        [1800, 4],
      ]),
    ).toEqual([false, false, false, false]);
    expect(
      seenAt([
        [0, 0],
        [10, 3],
      ]),
    ).toEqual([false, true]);
  });
});
