import type { Check, SafetyInput } from './check.ts';
import { TravelWindow } from './travel-window.ts';

/** Less than this over 2 deg of commanded travel is no motion ... */
const STANDS_BELOW_DEG = 0.5;
/** ... and more than this on the other source, whose noise is some 0.3 deg, is one. */
const MOVES_ABOVE_DEG = 1;
/** At the end of a ramp there may be no 2 deg of commanded travel left; then so much on the other source says the same ... */
const CREEPS_ABOVE_DEG = 2;
/** ... if it took its time ... */
const CREEPS_FOR_MS = 1000;
/** ... and went there as a table does: an accelerometer that is knocked askew moves further than this from tick to tick. */
const LEAPS_ABOVE_DEG = 0.15;

/** H-08: driven without change, while the second source sees the table move. */
export function angleStuck(): Check {
  const travel = new TravelWindow();
  const dwell = new PotDwell();
  return {
    id: 'H-08',
    reaction: 'RET',
    present(input: SafetyInput): boolean {
      travel.update(input);
      dwell.update(input);
      const { source, potInBand, accelPlausible } = input.estimate;
      if (source !== 'potentiometer' || !potInBand || !accelPlausible) return false;
      const lags = travel.full && travel.potTravelDeg < STANDS_BELOW_DEG && travel.accelTravelDeg > MOVES_ABOVE_DEG;
      return lags || (dwell.forMs >= CREEPS_FOR_MS && dwell.accelMovedDeg > CREEPS_ABOVE_DEG);
    },
  };
}

/** How long the driven table's potentiometer has stayed where it is, and how far the accelerometer has gone since. */
class PotDwell {
  forMs = 0;
  accelMovedDeg = 0;
  #sinceMs = 0;
  #potFromDeg = Number.NaN;
  #accelFromDeg = 0;
  #lastAccelDeg = 0;

  update({ estimate, motion }: SafetyInput): void {
    const leaps = Math.abs(estimate.accelTiltDeg - this.#lastAccelDeg) > LEAPS_ABOVE_DEG;
    this.#lastAccelDeg = estimate.accelTiltDeg;
    const stays = Math.abs(estimate.potTiltDeg - this.#potFromDeg) < STANDS_BELOW_DEG;
    if (!motion.driving || leaps || !stays) {
      this.#sinceMs = estimate.nowMs;
      this.#potFromDeg = estimate.potTiltDeg;
      this.#accelFromDeg = estimate.accelTiltDeg;
    }
    this.forMs = estimate.nowMs - this.#sinceMs;
    this.accelMovedDeg = Math.abs(estimate.accelTiltDeg - this.#accelFromDeg);
  }
}
