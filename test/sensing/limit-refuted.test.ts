import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { INPUT, INPUTS_AT_REST } from '../../src/domain/inputs.ts';
import { TableEstimator } from '../../src/sensing/estimate-table.ts';
import { frameOf } from '../safety/table-fixtures.ts';

const LOST_AT_MS = 500;
const CLOSED = INPUTS_AT_REST | INPUT.UPRIGHT_LIMIT;
const OPEN = INPUTS_AT_REST & ~INPUT.UPRIGHT_LIMIT;

/** Both angles are lost at -30 after half a second; `limitAt` says what the limit does. Whether it is refuted at the end. */
function isRefuted(untilMs: number, limitAt: (nowMs: number) => number): boolean {
  const estimator = new TableEstimator(DEFAULT_SETTINGS);
  for (let nowMs = 10; nowMs <= untilMs; nowMs += 10) {
    const trusted = nowMs < LOST_AT_MS ? 'potentiometer' : 'none';
    const frame = frameOf(-30, { atMs: nowMs, inputs: limitAt(nowMs) });
    estimator.update(frame, nowMs, { trusted, inDoubt: false });
  }
  return estimator.estimate.limitRefuted;
}

describe('an upright limit without an angle', () => {
  // From -30 it is 105 deg to upright, less 10: 11.9 s at 8 deg/s.
  it('[H-14] [H-47] is stuck where it closes sooner than any table could be there', () => {
    expect(isRefuted(3000, (nowMs) => (nowMs < 2000 ? OPEN : CLOSED))).toBe(true);
    expect(isRefuted(12_300, (nowMs) => (nowMs < 12_200 ? OPEN : CLOSED))).toBe(true);
    expect(isRefuted(12_500, (nowMs) => (nowMs < 12_400 ? OPEN : CLOSED))).toBe(false);
  });

  it('[H-14] [H-47] stays so until it has been seen open', () => {
    expect(isRefuted(20_000, (nowMs) => (nowMs < 2000 ? OPEN : CLOSED))).toBe(true);
    expect(isRefuted(20_000, (nowMs) => (nowMs < 2000 || (nowMs > 15_000 && nowMs < 16_000) ? OPEN : CLOSED))).toBe(
      false,
    );
  });
});
