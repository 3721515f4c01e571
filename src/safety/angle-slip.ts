import { CYCLE_MS } from '../domain/time.ts';
import type { Check, SafetyInput } from './check.ts';

/** As long as overspeed's fit: the two see the same motion, and one of them has it its own way. */
const WINDOW_MS = 250;
/** What a cycle leaves of the travel that is remembered. */
const KEPT = 1 - CYCLE_MS / WINDOW_MS;
/** Beyond the motion's limit: where overspeed looks, and not where a tracker only lags. */
const OVER_LIMIT_DEG_PER_SEC = 2;
/** The accelerometer's noise through its filter. */
const FELT_DEG = 0.3;
/** Three times that noise: nearer to each other the two go the same way. */
const APART_DEG = 1;

/**
 * H-10: the potentiometer goes faster than the motion may be, and the accelerometer does not: its shaft slips. Read as
 * overspeed (H-20, H-49) it would brake a table that does nothing wrong, again on each way up, until that is given up.
 */
export function angleSlip(): Check {
  const recent = new RecentTravel();
  return {
    id: 'H-10',
    reaction: 'RET',
    present(input: SafetyInput): boolean {
      recent.update(input);
      const limitDeg = (input.motion.rateLimitDegPerSec * WINDOW_MS) / 1000;
      return (
        Math.abs(recent.potTravelDeg) > limitDeg + (OVER_LIMIT_DEG_PER_SEC * WINDOW_MS) / 1000 &&
        Math.abs(recent.accelTravelDeg) < limitDeg + FELT_DEG &&
        Math.abs(recent.potTravelDeg - recent.accelTravelDeg) > APART_DEG
      );
    },
  };
}

/** How far the two angles have travelled of late: what is longer ago counts for less and less. */
class RecentTravel {
  potTravelDeg = 0;
  accelTravelDeg = 0;
  #known = false;
  #lastPotDeg = 0;
  #lastAccelDeg = 0;

  update({ estimate: { source, potInBand, accelPlausible, potTiltDeg, accelTiltDeg } }: SafetyInput): void {
    const known = source === 'potentiometer' && potInBand && accelPlausible;
    if (known && this.#known) {
      this.potTravelDeg = this.potTravelDeg * KEPT + potTiltDeg - this.#lastPotDeg;
      this.accelTravelDeg = this.accelTravelDeg * KEPT + accelTiltDeg - this.#lastAccelDeg;
    } else {
      this.potTravelDeg = 0;
      this.accelTravelDeg = 0;
    }
    this.#known = known;
    this.#lastPotDeg = potTiltDeg;
    this.#lastAccelDeg = accelTiltDeg;
  }
}
