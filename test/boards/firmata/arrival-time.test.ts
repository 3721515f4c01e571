import { describe, expect, it } from 'vitest';
import { ArrivalTime } from '../../../boards/firmata/arrival-time.ts';

describe('ArrivalTime', () => {
  it('is the arrival itself where a frame comes about when it should', () => {
    const arrival = new ArrivalTime();
    for (let boardMs = 0; boardMs < 5000; boardMs += 10) {
      const nowMs = 700 + boardMs + (boardMs % 30 === 0 ? 15 : 0);
      expect(arrival.of(boardMs, nowMs)).toBe(nowMs);
    }
  });

  it('[H-27] tells the age of frames that were stored while the host stood still', () => {
    const arrival = new ArrivalTime();
    for (let boardMs = 0; boardMs < 1000; boardMs += 10) arrival.of(boardMs, boardMs);
    const wokenMs = 3000;
    let ageMs = 0;
    for (let boardMs = 1000; boardMs < wokenMs; boardMs += 10) {
      ageMs = wokenMs - arrival.of(boardMs, wokenMs);
      const trueMs = wokenMs - boardMs;
      // The distance of the clocks may have drifted meanwhile, by a tenth at the most.
      if (trueMs > 300) expect(ageMs).toBeGreaterThan(trueMs - 0.1 * (boardMs - 990) - 10);
    }
    expect(ageMs).toBeLessThanOrEqual(20);
  });

  it.each([0.95, 1.05])('follows a clock that runs at %f of ours, and calls nothing old', (rate) => {
    const arrival = new ArrivalTime();
    for (let nowMs = 0; nowMs < 60_000; nowMs += 10) expect(arrival.of(nowMs * rate, nowMs)).toBe(nowMs);
  });
});
