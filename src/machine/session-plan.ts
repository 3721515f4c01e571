import type { ProgramStep } from '../programs/program.ts';

/** What the machine must know of the selected program. Its steps are complete: the ending at horizontal stands in them. */
export interface SessionPlan {
  readonly name: string;
  readonly steps: readonly ProgramStep[];
  /** Rate of its ramps, deg/s. */
  readonly rampDegPerSec: number;
  readonly totalMs: number;
  readonly headDownMs: number;
  readonly deepestDeg: number;
  readonly holds: number;
}
