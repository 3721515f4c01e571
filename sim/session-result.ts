import type { Cause, HazardId } from '../src/domain/faults.ts';
import type { SessionEvent } from './session-log.ts';

/** `completed`, `returned` early (upright or laid flat), `stopped` (held elsewhere at the end) or `refused` at START. */
export type SessionOutcome = 'completed' | 'returned' | 'stopped' | 'refused';

/**
 * What one simulated session came to. Times count from START, ms; every angle, rate and violation is the plant's, not
 * what the controller took it for. The same arguments give the same bytes.
 */
export interface SessionResult {
  readonly outcome: SessionOutcome;
  /** Why it ended early; null where it did not. */
  readonly cause: Cause | null;
  readonly simMs: number;
  /** Of the controller's 10 ms, and of the plant's 2 ms. */
  readonly cycles: number;
  readonly plantSteps: number;
  readonly maxTiltDeg: number;
  readonly minTiltDeg: number;
  readonly finalTiltDeg: number;
  /** Begins below -5 and ends above -3 deg. */
  readonly headDownMs: number;
  /** Absolute, at every step of the plant, deg/s. */
  readonly maxRateDegPerSec: number;
  /** Absolute, through a 5 Hz low-pass, stops by the brake excluded, deg/s2. */
  readonly maxAccelDegPerSec2: number;
  /** Every fault that latched, in order of id. */
  readonly faults: readonly HazardId[];
  readonly holds: readonly HoldResult[];
  /** What was done to the table and what became of it, in the order of time. */
  readonly events: readonly SessionEvent[];
  readonly violations: readonly Violation[];
}

/** A hold, however it ended; rests are none. It starts when its ramp has ended and the error is under 0.5 deg. */
export interface HoldResult {
  readonly targetDeg: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly meanTiltDeg: number;
  /** Absolute. */
  readonly maxErrorDeg: number;
}

/** A bound that the plant broke: when, by how much at worst, and what was allowed. */
export interface Violation {
  readonly rule: ViolationRule;
  readonly atMs: number;
  readonly value: number;
  readonly limit: number;
}

export const VIOLATION_RULES = [
  'tilt-range',
  'rate',
  'head-up-rate',
  'acceleration',
  'head-down-time',
  'down-after-return',
  'return-late',
  'moves-on-estop',
  'moves-on-open-clamps',
] as const;
export type ViolationRule = (typeof VIOLATION_RULES)[number];
