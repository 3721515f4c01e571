/**
 * A session as data: what a program file says, read and made plain. `read-program.ts` makes it from YAML, `timeline.ts`
 * works it out to the tenth of a second, `check-program.ts` says whether it can be safe.
 */
export interface Program {
  readonly name: string;
  readonly summary: string;
  readonly steps: readonly ProgramStep[];
  /** Planned rates, deg/s; null: the table's own. */
  readonly rampDegPerSec: number | null;
}

/** Ramps to `tiltDeg` and stays there for `durationMs`: a hold, or at rest between holds. */
export interface ProgramStep {
  readonly kind: 'hold' | 'rest';
  readonly tiltDeg: number;
  readonly durationMs: number;
  /** The rider exercises in this hold: what then shakes the table is not taken for something that is wrong. */
  readonly riderMoves?: true;
}
