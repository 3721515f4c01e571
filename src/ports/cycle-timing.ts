/** How punctual the control loop has been since it began. Wall time: a simulated table's own clock is never late. */
export interface CycleTiming {
  readonly cycles: number;
  /** Cycles that began 10 ms late or more. */
  readonly overruns: number;
  readonly worstLatenessMs: number;
  /** The lateness that a share of all cycles did not exceed, such as 0.99; to a tenth of a millisecond. */
  latenessMs(share: number): number;
  /** How often each lateness was seen, in tenths of a millisecond; the last one holds what was later still. */
  readonly counts: Uint32Array;
}
