import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { movementWanted, riderMoves } from '../../src/machine/rider-moves.ts';
import type { SessionPlan } from '../../src/machine/session-plan.ts';
import { initialContext } from '../../src/machine/table-context.ts';

const plan: SessionPlan = {
  name: 'exercise',
  steps: [
    { kind: 'hold', tiltDeg: -30, durationMs: 60_000, riderMoves: true },
    { kind: 'hold', tiltDeg: -30, durationMs: 60_000 },
  ],
  rampDegPerSec: 2,
  totalMs: 0,
  headDownMs: 0,
  deepestDeg: -30,
  holds: 2,
};
const session = {
  startedAtMs: 0,
  step: 0,
  phaseRemainingMs: 0,
  notBelowDeg: Number.NEGATIVE_INFINITY,
  gotoDeg: null,
  inPause: false,
  easeToDeg: null,
  headDownSinceMs: 0,
  headDownMs: 0,
};
const context = {
  ...initialContext({ input: { settings: DEFAULT_SETTINGS, plan, occupancy: 'person' } }),
  session,
  deadlines: { 'phase-ends': 100_000 },
};

it('says that the rider moves while such a hold is under way, and in no ramp, pause, other hold or between sessions', () => {
  expect(riderMoves(context)).toBe(true);
  expect(riderMoves({ ...context, deadlines: {} })).toBe(false);
  expect(riderMoves({ ...context, session: { ...session, step: 1 } })).toBe(false);
  expect(riderMoves({ ...context, session: null })).toBe(false);
});

it('asks the rider to lie still for the last 3 s, in which the checks still expect movement', () => {
  expect([movementWanted(context, 96_990), movementWanted(context, 97_000)]).toEqual([true, false]);
});
