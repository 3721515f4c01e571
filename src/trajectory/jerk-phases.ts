/**
 * A motion written as its consecutive phases of constant jerk. The same phases describe it in every frame that moves at a
 * constant rate, which is why they carry no tilt and no rate.
 */
export class JerkPhases {
  /** Seconds each phase lasts, all above 0. */
  readonly durationsS: number[] = [];
  /** Jerk of each phase, deg/s³. */
  readonly jerks: number[] = [];
  /** Sum of the durations. */
  totalS = 0;

  /** Adds a phase at the end; one that would last no time, or less by a rounding error, is left out. */
  append(durationS: number, jerk: number): void {
    if (!(durationS > 0)) return;
    this.durationsS.push(durationS);
    this.jerks.push(jerk);
    this.totalS += durationS;
  }
}
