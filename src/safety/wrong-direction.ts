import type { Check, SafetyInput } from './check.ts';
import { TravelWindow } from './travel-window.ts';

const COMMANDED_DEG = 1;
const WRONG_WAY_DEG = -0.5;
/** The accelerometer's noise over so short a way is 0.3 deg: this much says which way the table really goes. */
const FELT_DEG = 0.3;

/**
 * H-15: over 0.5 deg the wrong way within the last degree that was commanded, as both sources tell, or the only one:
 * driving on would make it worse. Not only after a whole degree: at the end of the range that is too late by 5 deg.
 */
export function wrongDirection(): Check {
  const travel = new TravelWindow(COMMANDED_DEG);
  return {
    id: 'H-15',
    reaction: 'OFF',
    present(input: SafetyInput): boolean {
      travel.update(input);
      const { source, inDoubt, potInBand, accelPlausible } = input.estimate;
      if (source === 'accelerometer' && !inDoubt) return travel.accelTravelDeg < WRONG_WAY_DEG - FELT_DEG;
      if (source === 'none' || !potInBand || travel.potTravelDeg >= WRONG_WAY_DEG) return false;
      return !accelPlausible || travel.accelTravelDeg < -FELT_DEG;
    },
  };
}

/** H-12: the potentiometer goes the wrong way while the accelerometer goes the right one. */
export function angleReversed(): Check {
  const travel = new TravelWindow(COMMANDED_DEG);
  return {
    id: 'H-12',
    reaction: 'RET',
    present(input: SafetyInput): boolean {
      travel.update(input);
      const { source, potInBand, accelPlausible } = input.estimate;
      if (source !== 'potentiometer' || !potInBand || !accelPlausible) return false;
      return travel.potTravelDeg < WRONG_WAY_DEG && travel.accelTravelDeg > FELT_DEG;
    },
  };
}
