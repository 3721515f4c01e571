/** Where the table is and how it moves. Tilt 0 is horizontal, positive is head-up; rates are positive toward upright. */
export interface TiltState {
  tiltDeg: number;
  rateDegPerSec: number;
  accelDegPerSec2: number;
}

/** A planned motion over time. Before 0 it stands at its first state, after `durationS` at its last. */
export interface Trajectory {
  /** Seconds from the first state to the last, 0 or more. */
  readonly durationS: number;
  /**
   * The state at a time in seconds, as a new object.
   * @throws RangeError if the time is not a number.
   */
  at(timeS: number): TiltState;
  /**
   * Writes the state at a time in seconds into the caller's object; allocates nothing.
   * @throws RangeError if the time is not a number.
   */
  sample(timeS: number, out: TiltState): void;
}

/** @throws RangeError if any of the three is not a finite number. */
export const assertTiltState = ({ tiltDeg, rateDegPerSec, accelDegPerSec2 }: Readonly<TiltState>): void => {
  assertFinite('tiltDeg', tiltDeg);
  assertFinite('rateDegPerSec', rateDegPerSec);
  assertFinite('accelDegPerSec2', accelDegPerSec2);
};

/** @throws RangeError if the value is not a finite number. */
export const assertFinite = (name: string, value: number): void => {
  if (!Number.isFinite(value)) throw new RangeError(`${name} must be a finite number, not ${value}`);
};
