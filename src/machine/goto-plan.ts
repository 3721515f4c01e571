import type { Settings } from '../config/settings.ts';
import { HEAD_DOWN_BEGINS_DEG } from '../domain/units.ts';
import type { SessionPlan } from './session-plan.ts';

/** One tilt for as long as a session may last: what `goto` arms where no session is under way. */
export function gotoPlan(tiltDeg: number, { table, timeouts }: Settings): SessionPlan {
  const durationMs = timeouts.sessionMs;
  return {
    name: `goto ${tiltDeg}°`,
    steps: [{ kind: 'hold', tiltDeg, durationMs }],
    rampDegPerSec: table.rates.rampDegPerSec,
    totalMs: durationMs,
    headDownMs: tiltDeg < HEAD_DOWN_BEGINS_DEG ? durationMs : 0,
    deepestDeg: tiltDeg,
    holds: 1,
  };
}
