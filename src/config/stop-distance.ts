/** How far a table travels between the wish to stop and standing still. */
export interface StopMotion {
  /** deg/s, above 0. */
  readonly rate: number;
  /** deg/s². */
  readonly accel: number;
  /** deg/s³. */
  readonly jerk: number;
}

/** Travel of the jerk-limited stop from a constant rate, deg. */
export function stopDistanceDeg({ rate, accel, jerk }: StopMotion): number {
  // A slow rate is gone before the deceleration has reached its limit.
  if (rate * jerk <= accel * accel) return rate * Math.sqrt(rate / jerk);
  return (rate / 2) * (rate / accel + accel / jerk);
}

/** The lowest acceleration, to a tenth, that stops within a distance; null where the jerk does not allow any. */
export function slowestAccelThatStops(motion: StopMotion, withinDeg: number): number | null {
  for (let tenths = 1; tenths <= 60; tenths += 1) {
    const accel = tenths / 10;
    if (stopDistanceDeg({ ...motion, accel }) <= withinDeg) return accel;
  }
  return null;
}
