import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import type { SessionPlan } from '../../src/machine/session-plan.ts';
import { sessionPlanOf } from '../../src/machine/session-plan-of.ts';
import { findProgram } from '../../src/programs/library.ts';

/** A program of the library, worked out for the default table. */
export function builtInPlan(name: string): SessionPlan {
  const found = findProgram(name, DEFAULT_SETTINGS, { programsDir: null });
  if (!found.ok) throw new Error(`${name}: ${found.errors.map(({ what }) => what).join('; ')}`);
  return sessionPlanOf(found, DEFAULT_SETTINGS);
}
