/**
 * What the controller did in the tick before: the checks compare it with what the table did. Owned by the cycle and
 * rewritten every tick.
 */
export interface MotionRecord {
  readonly kind: 'off' | 'standing' | 'moving' | 'blind';
  readonly setpointDeg: number;
  readonly setpointRateDegPerSec: number;
  readonly duty: number;
  /** The drive is powered: without it no current may flow. */
  readonly driveEnabled: boolean;
  /** The brake has had its time to let go, and the drive is on. */
  readonly driving: boolean;
  /** The fastest that this motion may be, deg/s, positive, either way. */
  readonly rateLimitDegPerSec: number;
  /** A return that nothing may cancel. */
  readonly returning: boolean;
  /** Away from what was in the way: that takes no force. */
  readonly retreating: boolean;
}

export interface MutableMotionRecord {
  kind: MotionRecord['kind'];
  setpointDeg: number;
  setpointRateDegPerSec: number;
  duty: number;
  driveEnabled: boolean;
  driving: boolean;
  rateLimitDegPerSec: number;
  returning: boolean;
  retreating: boolean;
}
