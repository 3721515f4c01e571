/** A stretch of constant jerk. */
export interface JerkPhase {
  readonly durationS: number;
  /** deg/s³ */
  readonly jerk: number;
  /** Acceleration at its begin, deg/s². */
  readonly accel: number;
}

/**
 * A motion written as consecutive phases of constant jerk, at most nine. The same phases describe it in every frame that
 * moves at a constant rate, which is why they carry no tilt and no rate. Their accelerations are written down, not summed
 * up from the jerks: what rounding leaves of an acceleration during a long cruise would add up to a visible error.
 */
export class JerkPhases {
  readonly durationsS: number[] = [];
  readonly jerks: number[] = [];
  readonly accels: number[] = [];
  /** Sum of the durations. */
  totalS = 0;

  /** Adds a phase at the end; one that would last no time, or less by a rounding error, is left out. */
  append({ durationS, jerk, accel }: JerkPhase): void {
    if (!(durationS > 0)) return;
    this.durationsS.push(durationS);
    this.jerks.push(jerk);
    this.accels.push(accel);
    this.totalS += durationS;
  }
}
