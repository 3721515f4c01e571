import type { Settings } from '../config/settings.ts';
import type { Cause } from '../domain/faults.ts';
import type { Occupancy } from '../domain/occupancy.ts';
import type { SessionEnd } from '../domain/view.ts';
import type { Deadlines } from './deadlines.ts';
import type { SessionPlan } from './session-plan.ts';

/** Why the table stands in `stopped`, which says what may move it on. */
export type HeldBy =
  /** RETURN or held UP, once it is released. */
  | 'e-stop'
  /** One channel open: RETURN or held UP after 2 s. */
  | 'e-stop-channel'
  /** Held UP only, by an attendant. */
  | 'clamps'
  /** The drive itself is at fault, and moves the table wrongly or not at all. */
  | 'drive'
  | 'obstruction'
  | 'blind'
  /** Found inverted at power-on: RETURN or held UP. */
  | 'inverted-at-boot';

export interface Session {
  readonly startedAtMs: number;
  readonly step: number;
  /** Time of the present step's hold or rest that is still to come, ms. */
  readonly phaseRemainingMs: number;
  /** The comfort stop: no later step goes below this, deg; the planned tilts where nobody asked for less. */
  readonly notBelowDeg: number;
  /** `goto` has put this tilt in the place of the step's, deg. */
  readonly gotoDeg: number | null;
  /** START or the console has paused it: whatever hands do to the tilt meanwhile, only START goes on with the program. */
  readonly inPause: boolean;
  /** UP tapped in a pause has put this tilt in the place of the step's, deg. */
  readonly easeToDeg: number | null;
  /** When the present stretch head-down began; null while not head-down. */
  readonly headDownSinceMs: number | null;
  /** Earlier stretches head-down, ms. */
  readonly headDownMs: number;
}

/** Everything that the machine remembers. Plain values, replaced and never changed. */
export interface TableContext {
  readonly settings: Settings;
  readonly plan: SessionPlan;
  readonly occupancy: Occupancy;
  readonly session: Session | null;
  readonly deadlines: Deadlines;
  /** Why the session did not end by its program: the first cause, kept until a session ends by its program. */
  readonly cause: Cause | null;
  readonly held: HeldBy | null;
  readonly heldSinceMs: number;
  readonly eStopOpen: boolean;
  /** The return under way ends at horizontal: the rider does not answer. */
  readonly layFlat: boolean;
  /** The return under way goes at 2 deg/s: it is unclear which angle is right. */
  readonly slowReturn: boolean;
  /** Something failed that a session may outlive: lock at its end. */
  readonly degraded: boolean;
  readonly obstructions: number;
  /** Where a back-off from something in the way is going, deg; null while it is not moving. */
  readonly retreatToDeg: number | null;
  /** How far it will go, away from what is in the way, deg. */
  readonly retreatByDeg: number;
  /** Something has stopped the table: until the next START nothing goes down any more. */
  readonly downBarred: boolean;
  readonly jogDirection: 1 | -1;
  readonly jogSinceMs: number;
  /** START has been pressed in `arming`; before it, the console's `start` waits for it. */
  readonly startPressed: boolean;
  readonly lastSession: SessionEnd | null;
  /** The process before this one ended before its session was upright. */
  readonly sessionWasOpen?: boolean;
}

export interface TableInput {
  readonly settings: Settings;
  readonly plan: SessionPlan;
  readonly occupancy: Occupancy;
  /** The process before this one ended before its session was upright. */
  readonly sessionWasOpen?: boolean;
}

export function initialContext({ input }: { input: TableInput }): TableContext {
  return {
    ...input,
    session: null,
    deadlines: {},
    cause: null,
    held: null,
    heldSinceMs: 0,
    eStopOpen: false,
    layFlat: false,
    slowReturn: false,
    degraded: false,
    obstructions: 0,
    retreatToDeg: null,
    retreatByDeg: 0,
    downBarred: false,
    jogDirection: 1,
    jogSinceMs: 0,
    startPressed: false,
    lastSession: null,
  };
}
