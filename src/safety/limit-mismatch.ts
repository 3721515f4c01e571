import type { Settings } from '../config/settings.ts';
import { INPUT } from '../domain/inputs.ts';
import type { Check, SafetyInput } from './check.ts';
import { DISAGREE_DEG } from './sources-disagree.ts';
import { Sustained } from './sustained.ts';

/** The inverted switch stands 2 to 3 deg beyond the range; less than 1 deg beyond, the angle and the switch disagree. */
const SWITCH_BEYOND_DEG = 2.5;
const MISMATCH_DEG = 1.5;
/** Bounce of the contact. */
const CLOSED_MS = 50;
/** Beyond the range by more than the accelerometer's offset and noise, and the potentiometer does not see it. */
const ACCEL_BEYOND_DEG = 1.2;
const APART_DEG = 1;
const BEYOND_MS = 500;
/** The accelerometer's offset and noise at the switch. */
const AT_SWITCH_DEG = 0.5;
const WAY_UP_DEG_PER_SEC = 0.5;
/** The upright switch closes 1 deg below the upright end. */
const SAYS_UPRIGHT_WITHIN_DEG = 0.5;
const CLEARLY_BELOW_DEG = 1.7;
const OPEN_MS = 200;

/**
 * H-10: the ends of the range re-reference the angle. A potentiometer that has drifted by less than the two sources may
 * disagree shows there: the inverted limit is closed where it says that the table has not got there, the table is beyond
 * its range and it does not see it, or it says upright and the upright limit is open. The accelerometer must side with
 * the end each time; alone, a switch that is stuck proves nothing.
 */
export function limitMismatch(settings: Settings): Check {
  const { invertedDeg, uprightDeg } = settings.table;
  const switchDeg = invertedDeg - SWITCH_BEYOND_DEG;
  const atSwitch = new Sustained();
  const beyond = new Sustained();
  const atUpright = new Sustained();
  return {
    id: 'H-10',
    reaction: 'RET',
    present({ estimate }: SafetyInput): boolean {
      const { nowMs, inputs, source, potInBand, potTiltDeg, accelPlausible, accelTiltDeg, rateDegPerSec } = estimate;
      const judged = source === 'potentiometer' && potInBand && accelPlausible;
      const isClosed = (inputs & INPUT.INVERTED_LIMIT) !== 0 && Math.abs(accelTiltDeg - switchDeg) < MISMATCH_DEG;
      const apartDeg = potTiltDeg - accelTiltDeg;
      // So far beyond that the switch would be closed, it is the accelerometer that is wrong; and nothing gets there on the way up.
      const isBeyond = accelTiltDeg < invertedDeg - ACCEL_BEYOND_DEG && accelTiltDeg > switchDeg - AT_SWITCH_DEG;
      const isOpen = isUprightBy(potTiltDeg, accelTiltDeg, { inputs, uprightDeg });
      const closedMs = atSwitch.heldMs(judged && isClosed && potTiltDeg - switchDeg > MISMATCH_DEG, nowMs);
      const isNear = apartDeg > APART_DEG && apartDeg < DISAGREE_DEG;
      const beyondMs = beyond.heldMs(judged && isBeyond && isNear && rateDegPerSec < WAY_UP_DEG_PER_SEC, nowMs);
      const openMs = atUpright.heldMs(judged && isOpen, nowMs);
      return closedMs >= CLOSED_MS || beyondMs >= BEYOND_MS || openMs >= OPEN_MS;
    },
  };
}

/**
 * H-13: the accelerometer, followed because it was unclear which source was wrong, says upright; the limit is open, and
 * the potentiometer sides with it. So the accelerometer was the wrong one, and the rider is not up yet.
 */
export function accelerometerRefuted(settings: Settings): Check {
  const { uprightDeg } = settings.table;
  const refuted = new Sustained();
  return {
    id: 'H-13',
    reaction: 'RET',
    present({ estimate }: SafetyInput): boolean {
      const { nowMs, inputs, source, potInBand, potTiltDeg, accelTiltDeg } = estimate;
      const isOpen = isUprightBy(accelTiltDeg, potTiltDeg, { inputs, uprightDeg });
      return refuted.heldMs(source === 'accelerometer' && potInBand && isOpen, nowMs) >= OPEN_MS;
    },
  };
}

/** One source says upright, the other and the limit say not yet. */
function isUprightBy(oneDeg: number, otherDeg: number, end: { inputs: number; uprightDeg: number }): boolean {
  const isLimitOpen = (end.inputs & INPUT.UPRIGHT_LIMIT) === 0;
  const says = oneDeg > end.uprightDeg - SAYS_UPRIGHT_WITHIN_DEG;
  return isLimitOpen && says && otherDeg < end.uprightDeg - CLEARLY_BELOW_DEG;
}
