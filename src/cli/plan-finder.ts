import type { Settings } from '../config/settings.ts';
import type { PlanResult } from '../cycle/controller-options.ts';
import { sessionPlanOf } from '../machine/session-plan-of.ts';
import { findNamedProgram, type LibraryPlace } from '../programs/library.ts';

/** Finds a program for the machine, with the first reason where it cannot. By name only: a console opens no files. */
export function planFinder(settings: Settings, place: LibraryPlace): (name: string) => PlanResult {
  return (name) => {
    const found = findNamedProgram(name, settings, place);
    if (found.ok) return { ok: true, plan: sessionPlanOf(found, settings) };
    const [first] = found.errors;
    return { ok: false, because: first === undefined ? 'refused' : `${first.what}; ${first.remedy}` };
  };
}
