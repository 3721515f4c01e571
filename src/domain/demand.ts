/** Rates of one motion. The part below horizontal and the part above it have limits of their own. */
export interface MotionRates {
  /** Toward the head, below horizontal and above it, deg/s, positive. */
  readonly headDownUpDegPerSec: number;
  readonly headUpUpDegPerSec: number;
  /** Toward head-down anywhere, deg/s, positive. */
  readonly downDegPerSec: number;
}

/**
 * What the machine wants of the drive. A demand is made once, when the machine steps; whoever follows it compares by
 * identity, so a new object means a new motion.
 */
export type MotionDemand =
  /** Drive off and brake on at once. */
  | { readonly kind: 'off' }
  /** Slow down as the limits allow, then stand on the brake. */
  | { readonly kind: 'stay' }
  /** One smooth motion to rest at a tilt. */
  | { readonly kind: 'ramp'; readonly targetDeg: number; readonly rates: MotionRates }
  /** The same, on the way up: nothing may cancel it but a stop. */
  | { readonly kind: 'return'; readonly targetDeg: number; readonly rates: MotionRates }
  /** Policy B: down by a few degrees, away from what is in the way up, and no further. */
  | { readonly kind: 'retreat'; readonly targetDeg: number; readonly rates: MotionRates }
  /** Hold-to-run by hand: up or down until the button is let go or the range ends. */
  | { readonly kind: 'jog'; readonly direction: 1 | -1; readonly rateDegPerSec: number }
  /** Policy A: upward by duty alone, to the upright limit. */
  | { readonly kind: 'blind' };
