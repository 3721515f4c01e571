import type { Settings } from '../config/settings.ts';
import type { Occupancy } from '../domain/occupancy.ts';
import type { SessionPlan } from '../machine/session-plan.ts';
import type { Admission } from '../ports/admission.ts';
import type { Journal } from '../ports/journal.ts';
import type { TableHardware } from '../ports/table-hardware.ts';
import type { Check } from '../safety/check.ts';

/** What a controller is made of. */
export interface ControllerOptions {
  readonly hardware: TableHardware;
  readonly settings: Settings;
  /** The program that START runs until another is selected. */
  readonly plan: SessionPlan;
  readonly occupancy: Occupancy;
  readonly admission: Admission;
  /** Works out a program by name for the console's `start`, or says why not. */
  readonly findPlan: (name: string) => PlanResult;
  /** Where it is written down what happens; without one, nowhere. */
  readonly journal?: Journal;
  /** An earlier process ended before its session was upright. */
  readonly sessionWasOpen?: boolean;
  /** All of them, unless a test leaves one out to see it missed. */
  readonly checks?: readonly Check[];
  /** Runs where the machine is stepped. A simulator throws from it, to see the rider come up all the same. */
  readonly disturb?: () => void;
}

export type PlanResult =
  | { readonly ok: true; readonly plan: SessionPlan }
  | { readonly ok: false; readonly because: string };
