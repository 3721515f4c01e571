import type { Settings } from '../config/settings.ts';
import type { FoundProgram } from '../programs/judge-program.ts';
import type { SessionPlan } from './session-plan.ts';

/** What the machine needs of a program that passed its check. */
export function sessionPlanOf(found: Extract<FoundProgram, { ok: true }>, settings: Settings): SessionPlan {
  const { program, timeline } = found;
  return {
    name: program.name,
    steps: program.steps,
    rampDegPerSec: program.rampDegPerSec ?? settings.table.rates.rampDegPerSec,
    totalMs: timeline.totalMs,
    headDownMs: timeline.headDownMs,
    deepestDeg: timeline.deepestDeg,
    holds: timeline.holds,
  };
}
