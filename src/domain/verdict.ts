import type { AngleSource } from './estimate.ts';
import type { HazardId, LatchedFault } from './faults.ts';

/** What safety makes of an estimate. Owned by the evaluator and rewritten in place. */
export interface SafetyVerdict {
  /** Faults that appeared in this tick, whether or not they were latched before; empty in a quiet one. */
  readonly raised: readonly LatchedFault[];
  /** Every fault since the last acknowledgement. */
  readonly faults: readonly LatchedFault[];
  /** Some latched fault asks for the way up. */
  returnDemanded: boolean;
  /** The source a motion may rely on; `none` leaves policy A. */
  trusted: AngleSource;
  /** The accelerometer is that source, and it is unclear which of the two is wrong. */
  inDoubt: boolean;
  /** Something is in the way right now, or the table runs away: torque off and brake on, whatever else is asked for. */
  mustBrake: boolean;
  /** Both switches of the ankle latch are open head-down: nothing but an attendant's UP moves the table. */
  clampsLost: boolean;
}

/** One reason not to start, and its remedy. */
export interface Refusal {
  readonly id: HazardId | NamedRefusal;
  /** What is wrong and what to do, in one sentence. */
  readonly text: string;
}

/** Reasons to refuse that are no fault of the table. */
export const REFUSALS = [
  'CLAMPS',
  'ESTOP',
  'NOT_UPRIGHT',
  'BUTTON',
  'PROGRAM',
  'ADMISSION',
  'OCCUPANCY',
  'HARDWARE',
] as const;
export type NamedRefusal = (typeof REFUSALS)[number];
