import type { Check, SafetyInput } from './check.ts';
import { Sustained } from './sustained.ts';

/** Further apart it is H-13, unclear which; nearer, an end of the range may tell. */
export const DISAGREE_DEG = 5;
const DISAGREE_MS = 200;
/** An exercising rider rocks the frame to and fro in 0.7 s or more; the table stands on its brake and can wait. */
const DISAGREE_IN_EXERCISE_MS = 1500;

/**
 * H-13: the two angle sources disagree, and neither shows by itself that it is the wrong one. Once the potentiometer is
 * known to be, its disagreement is no news.
 */
export function sourcesDisagree(): Check {
  const apart = new Sustained();
  return {
    id: 'H-13',
    reaction: 'RET',
    present({ estimate, riderMoves }: SafetyInput): boolean {
      const both = estimate.source === 'potentiometer' && estimate.potInBand && estimate.accelPlausible;
      const forMs = riderMoves ? DISAGREE_IN_EXERCISE_MS : DISAGREE_MS;
      const distanceDeg = Math.abs(estimate.potTiltDeg - estimate.accelTiltDeg);
      return apart.heldMs(both && distanceDeg > DISAGREE_DEG, estimate.nowMs) >= forMs;
    },
  };
}
