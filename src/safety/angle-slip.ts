import { CYCLE_MS } from '../domain/time.ts';
import type { Check, SafetyInput } from './check.ts';

/** As long as overspeed's fit: the two see the same motion, and one of them has it its own way. */
const WINDOW_MS = 250;
/** What a cycle leaves of the way that is remembered. */
const KEPT = 1 - CYCLE_MS / WINDOW_MS;
/** Beyond the motion's limit: where overspeed looks, and not where a tracker only lags. */
const OVER_LIMIT_DEG_PER_SEC = 2;
/** Of two trackers alike, the one with the accelerometer's noise: 0.3 deg. */
const FELT_DEG = 0.3;
const APART_DEG = 1;

/**
 * H-10: the potentiometer goes faster than the motion may be, and the accelerometer does not: its shaft slips. Read as
 * overspeed (H-20, H-49) it would brake a table that does nothing wrong, again on each way up, until that is given up.
 */
export function angleSlip(): Check {
  const pot = new RecentWay();
  const accel = new RecentWay();
  return {
    id: 'H-10',
    reaction: 'RET',
    present({ estimate, motion }: SafetyInput): boolean {
      const { source, potInBand, accelPlausible, potTiltDeg, accelTiltDeg } = estimate;
      const known = source === 'potentiometer' && potInBand && accelPlausible;
      pot.update(potTiltDeg, known);
      accel.update(accelTiltDeg, known);
      const limitDeg = (motion.rateLimitDegPerSec * WINDOW_MS) / 1000;
      return (
        Math.abs(pot.deg) > limitDeg + (OVER_LIMIT_DEG_PER_SEC * WINDOW_MS) / 1000 &&
        Math.abs(accel.deg) < limitDeg + FELT_DEG &&
        Math.abs(pot.deg - accel.deg) > APART_DEG
      );
    },
  };
}

/** How far an angle has gone of late: what is longer ago counts for less and less. */
class RecentWay {
  deg = 0;
  #lastDeg = Number.NaN;

  update(angleDeg: number, known: boolean): void {
    if (known && !Number.isNaN(this.#lastDeg)) this.deg = this.deg * KEPT + (angleDeg - this.#lastDeg);
    else this.deg = 0;
    this.#lastDeg = known ? angleDeg : Number.NaN;
  }
}
