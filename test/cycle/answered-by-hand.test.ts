import { describe, expect, it } from 'vitest';
import type { SessionPlan } from '../../src/machine/session-plan.ts';
import { runShort, sampleAt } from './short-session.ts';

/** A hold that lasts for longer than a minute, and one that goes deeper. */
const LONG_HOLD: SessionPlan = {
  name: 'long-hold',
  steps: [
    { kind: 'hold', tiltDeg: -20, durationMs: 120_000 },
    { kind: 'hold', tiltDeg: -60, durationMs: 20_000 },
  ],
  rampDegPerSec: 2,
  totalMs: 300_000,
  headDownMs: 200_000,
  deepestDeg: -60,
  holds: 2,
};
/** Head-down from 42 s on, the prompt comes at 102 s and the deeper hold at 170. */
const ANSWERED_AT_MS = 105_000;

describe('a rider who answers whether they are well', () => {
  it.each([
    ['SELECT', 200],
    ['SELECT', 1300],
    ['SELECT', 20_000],
    ['START', 200],
    ['START', 20_000],
    ['UP', 200],
    ['UP', 20_000],
    ['DOWN', 200],
    ['DOWN', 20_000],
  ] as const)('stays in the hold with %s for %i ms', (button, forMs) => {
    const events = [{ kind: 'press', button, atMs: ANSWERED_AT_MS, forMs } as const];
    const result = runShort({ plan: LONG_HOLD, events, simulation: { unresponsiveFromMs: 1000 } });
    const held = result.trace.filter(({ tMs }) => tMs > ANSWERED_AT_MS && tMs < 160_000);
    expect(new Set(held.map(({ state }) => state))).toEqual(new Set(['holding']));
    expect(Math.min(...held.map(({ tiltDeg }) => tiltDeg))).toBeGreaterThan(-20.5);
    expect(sampleAt(result, 177_000).state).toBe('returning-emergency');
  });
});
