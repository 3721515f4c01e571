import type { Settings } from '../config/settings.ts';
import type { PlanResult } from '../cycle/controller-options.ts';
import { findProgram, type LibraryPlace } from '../programs/library.ts';
import { sessionPlanOf } from './session-plan-of.ts';

/** Finds a program by name for the machine, with the first reason where it cannot. */
export function planFinder(settings: Settings, place: LibraryPlace): (name: string) => PlanResult {
  return (name) => {
    const found = findProgram(name, settings, place);
    if (found.ok) return { ok: true, plan: sessionPlanOf(found, settings) };
    const [first] = found.errors;
    return { ok: false, because: first === undefined ? 'refused' : `${first.what}; ${first.remedy}` };
  };
}
