import type { TableEstimate } from '../domain/estimate.ts';
import type { HazardId, Reaction } from '../domain/faults.ts';
import type { BoardMode } from '../domain/frames.ts';
import type { MotionRecord } from '../domain/motion.ts';
import type { Occupancy } from '../domain/occupancy.ts';

/** Everything that a check may look at. */
export interface SafetyInput {
  readonly estimate: TableEstimate;
  /** What was commanded in the tick before. */
  readonly motion: MotionRecord;
  readonly mode: BoardMode;
  /** A session is under way: from START until upright again. */
  readonly sessionOpen: boolean;
  readonly occupancy: Occupancy;
  /** A hold is under way in which the rider exercises, on the brake. */
  readonly riderMoves: boolean;
}

/**
 * One thing that can be wrong, seen one way. A check keeps what it must remember of earlier ticks to itself, and is
 * called every tick in every state, so that its memory never has a gap.
 */
export interface Check {
  readonly id: HazardId;
  readonly reaction: Reaction;
  /** Whether the fault is there in this tick. */
  present(input: SafetyInput): boolean;
}
