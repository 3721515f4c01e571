/** Where the table shall be in this tick and how it shall move there. Owned by whoever makes it and rewritten. */
export interface Setpoint {
  /**
   * `off`: drive off, brake on, at once. `standing`: on the brake, after it has come to rest. `moving`: along tilt and
   * rate. `blind`: by `blindDuty` alone.
   */
  kind: 'off' | 'standing' | 'moving' | 'blind';
  tiltDeg: number;
  rateDegPerSec: number;
  accelDegPerSec2: number;
  blindDuty: number;
  /** True in the one tick in which the motion has come to its end. */
  arrived: boolean;
  /** True in the one tick in which a blind return has run out of time. */
  gaveUp: boolean;
  /** The fastest that this motion may be, either way, deg/s. */
  rateLimitDegPerSec: number;
  /** On a way up that nothing may cancel. */
  returning: boolean;
  /** Away from what was in the way. */
  retreating: boolean;
}

export function standingSetpoint(): Setpoint {
  return {
    kind: 'standing',
    tiltDeg: 0,
    rateDegPerSec: 0,
    accelDegPerSec2: 0,
    blindDuty: 0,
    arrived: false,
    gaveUp: false,
    rateLimitDegPerSec: 2,
    returning: false,
    retreating: false,
  };
}
