import type { HazardId, Reaction } from '../domain/faults.ts';
import type { Check, SafetyInput } from './check.ts';
import { Sustained } from './sustained.ts';

const SLOW_TRIP_MS = 200;
/** Two cycles. */
const FAST_TRIP_MS = 10;

interface OverspeedOf {
  readonly id: HazardId;
  readonly reaction: Reaction;
  /** Judges returns, or every other motion. */
  readonly returning: boolean;
}

/** Feedback may add 1 deg/s to a setpoint's rate, and the fit lags by 0.25 deg/s in a ramp's onset. */
const OVER_SETPOINT_DEG_PER_SEC = 2;

/**
 * H-20 and H-49: the table moves faster than its motion may, judged on a fit over 250 ms: by 15 % and 0.6 deg/s for
 * 200 ms, or by 30 % and 1.5 deg/s for two cycles. A driven table may also not run away from a setpoint that slows down:
 * at the end of its way the limit of the whole motion says nothing. What the board does by itself is not judged: it has
 * rates of its own, and nothing that the host could say would change them.
 */
export function overspeed({ id, reaction, returning }: OverspeedOf): Check {
  const slightly = new Sustained();
  const clearly = new Sustained();
  const runningAway = new Sustained();
  return {
    id,
    reaction,
    present({ estimate, motion, mode }: SafetyInput): boolean {
      const judged = mode !== 'returning' && motion.returning === returning && estimate.source !== 'none';
      const rate = judged ? Math.abs(estimate.fittedRateDegPerSec) : 0;
      const limit = motion.rateLimitDegPerSec;
      const setpointRate = Math.abs(motion.setpointRateDegPerSec);
      const runsAway = runningAway.heldMs(
        motion.driving && rate > setpointRate + OVER_SETPOINT_DEG_PER_SEC,
        estimate.nowMs,
      );
      const slight = slightly.heldMs(rate > limit * 1.15 + 0.6, estimate.nowMs) >= SLOW_TRIP_MS;
      const clear = clearly.heldMs(rate > limit * 1.3 + 1.5, estimate.nowMs) >= FAST_TRIP_MS;
      return slight || clear || runsAway >= SLOW_TRIP_MS;
    },
  };
}
