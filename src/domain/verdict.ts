import type { AngleSource } from './estimate.ts';
import type { HazardId, LatchedFault, Reaction } from './faults.ts';

/**
 * What safety makes of an estimate. Owned by the evaluator and rewritten in place; `version` rises whenever anything
 * else in it has changed, so that a quiet tick costs one comparison.
 */
export interface SafetyVerdict {
  version: number;
  /** The highest reaction of all latched faults. */
  reaction: Reaction;
  /** The fault that asked for it first. */
  cause: HazardId | null;
  /** The source a return may rely on. */
  trusted: AngleSource;
  /** Something is in the way of the motion right now: torque off, whatever else is asked for. */
  obstructed: boolean;
  /** Both switches of the ankle latch are open while head-down. */
  clampsLost: boolean;
  readonly faults: readonly LatchedFault[];
  /** What speaks against a start now, with what to do about it. */
  readonly refusals: readonly Refusal[];
}

export interface Refusal {
  readonly id: HazardId | NamedRefusal;
  /** What is wrong and what to do, in one sentence. */
  readonly text: string;
}

/** Reasons to refuse that are no fault of the table. */
export type NamedRefusal = 'CLAMPS' | 'ESTOP' | 'NOT_UPRIGHT' | 'BUTTON' | 'PROGRAM' | 'ADMISSION' | 'OCCUPANCY';
