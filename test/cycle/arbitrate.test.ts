import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { Arbiter } from '../../src/cycle/arbitrate.ts';
import type { MotionDemand } from '../../src/domain/demand.ts';
import { verdictOf } from '../safety/table-fixtures.ts';

const rates = { headDownUpDegPerSec: 2, headUpUpDegPerSec: 2, downDegPerSec: 2 };
const RAMP: MotionDemand = { kind: 'ramp', targetDeg: -60, rates };
const RETURN: MotionDemand = { kind: 'return', targetDeg: 75, rates };
const JOG_UP: MotionDemand = { kind: 'jog', direction: 1, rateDegPerSec: 2 };
const JOG_DOWN: MotionDemand = { kind: 'jog', direction: -1, rateDegPerSec: 2 };
const OFF: MotionDemand = { kind: 'off' };
const STAY: MotionDemand = { kind: 'stay' };
const ALL = [RAMP, RETURN, JOG_UP, JOG_DOWN, OFF, STAY, { kind: 'blind' } as const];

describe('Arbiter', () => {
  const arbiter = new Arbiter(DEFAULT_SETTINGS);

  it('hands on every demand, as the same object, while nothing is wrong', () => {
    for (const demand of ALL) expect(arbiter.arbitrate(demand, verdictOf(), 'leased')).toBe(demand);
  });

  it('puts the emergency return, the same object each time, in the place of a ramp and of a jog down', () => {
    const verdict = verdictOf({ returnDemanded: true });
    const instead = arbiter.arbitrate(RAMP, verdict, 'leased');
    expect(instead).toMatchObject({
      kind: 'return',
      targetDeg: 75,
      rates: { headDownUpDegPerSec: 5, headUpUpDegPerSec: 3 },
    });
    expect(arbiter.arbitrate(JOG_DOWN, verdict, 'leased')).toBe(instead);
    for (const demand of [RETURN, JOG_UP, OFF, STAY]) expect(arbiter.arbitrate(demand, verdict, 'leased')).toBe(demand);
  });

  it('[H-21] lets nothing move on lost clamps but a hand on UP', () => {
    const verdict = verdictOf({ clampsLost: true, returnDemanded: true });
    for (const demand of [RAMP, RETURN, JOG_DOWN]) expect(arbiter.arbitrate(demand, verdict, 'leased')).toEqual(STAY);
    expect(arbiter.arbitrate(JOG_UP, verdict, 'leased')).toBe(JOG_UP);
  });

  it('[H-14] moves blindly where no source is trusted, and stays where it was to stay', () => {
    const verdict = verdictOf({ trusted: 'none' });
    for (const demand of [RAMP, RETURN, JOG_UP, JOG_DOWN]) {
      expect(arbiter.arbitrate(demand, verdict, 'leased')).toEqual({ kind: 'blind' });
    }
    for (const demand of [OFF, STAY]) expect(arbiter.arbitrate(demand, verdict, 'leased')).toBe(demand);
  });

  it.each(['idle', 'returning', 'returned', 'off'] as const)(
    '[H-27] plans nothing while the board does not obey: %s',
    (mode) => {
      for (const demand of ALL) expect(arbiter.arbitrate(demand, verdictOf(), mode)).toEqual(OFF);
      const verdict = verdictOf({ returnDemanded: true, trusted: 'none' });
      expect(arbiter.arbitrate(RETURN, verdict, mode)).toEqual(OFF);
    },
  );
});
