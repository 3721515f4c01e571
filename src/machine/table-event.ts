import type { Cause, HazardId, Reaction } from '../domain/faults.ts';
import type { Occupancy } from '../domain/occupancy.ts';
import type { DeadlineName } from './deadlines.ts';
import type { SessionPlan } from './session-plan.ts';

/** Where and when every event happens: the machine has no other clock and no other sensor. */
export interface Happening {
  readonly atMs: number;
  readonly tiltDeg: number;
  /** Somebody's ankles may be in the latch. */
  readonly latchClosed: boolean;
}

/** What can happen to the table, in the words of the machine. `detect-events.ts` makes them from levels. */
export type TableEvent = Happening &
  (
    | { readonly type: 'E_STOP_OPENED' }
    | { readonly type: 'E_STOP_RELEASED' }
    | { readonly type: 'FAULT'; readonly id: HazardId; readonly reaction: Reaction }
    /** Safety has put the brake on: something is in the way, or the table ran away. */
    | { readonly type: 'BRAKED'; readonly id: HazardId }
    | { readonly type: 'RETURN_ASKED'; readonly by: Extract<Cause, 'RETURN' | 'CONSOLE'> }
    | { readonly type: 'GRIP_OPENED' }
    | { readonly type: 'DEADLINE'; readonly name: DeadlineName }
    | { readonly type: 'ARRIVED' }
    | { readonly type: 'GAVE_UP' }
    | { readonly type: 'WENT_HEAD_DOWN' }
    | { readonly type: 'LEFT_HEAD_DOWN' }
    | { readonly type: 'SELF_TEST_PASSED' }
    | { readonly type: 'FOUND_INVERTED' }
    /** Inverted, the latch closed, and the process before this one ended in a session. */
    | { readonly type: 'FOUND_IN_SESSION' }
    /** The same, and no angle says where the table is. */
    | { readonly type: 'FOUND_BLIND' }
    | { readonly type: 'ANSWERED' }
    | { readonly type: 'START_PRESSED' }
    | { readonly type: 'SELECT_PRESSED' }
    | { readonly type: 'ACKNOWLEDGED' }
    | { readonly type: 'UP_PRESSED' }
    | { readonly type: 'UP_RELEASED' }
    | { readonly type: 'DOWN_PRESSED' }
    | { readonly type: 'DOWN_RELEASED' }
    | { readonly type: 'PAUSE_ASKED' }
    | { readonly type: 'RESUME_ASKED' }
    | { readonly type: 'ARM_ASKED' }
    | { readonly type: 'PROGRAM_SELECTED'; readonly plan: SessionPlan }
    | { readonly type: 'JOG_ASKED'; readonly direction: 1 | -1 }
    | { readonly type: 'GOTO_ASKED'; readonly toDeg: number }
    /** The hold or rest under way is to last longer, or shorter where below 0. */
    | { readonly type: 'PHASE_CHANGED'; readonly byMs: number }
    | { readonly type: 'OCCUPANCY_SET'; readonly occupancy: Occupancy }
  );

/** An event before the cycle has said when and where. */
export type TableEventBody = TableEvent extends infer E
  ? E extends TableEvent
    ? Omit<E, keyof Happening>
    : never
  : never;
