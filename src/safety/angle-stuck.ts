import type { Check, SafetyInput } from './check.ts';
import { TravelWindow } from './travel-window.ts';

/** Less than this over 2 deg of commanded travel is no motion ... */
const STANDS_BELOW_DEG = 0.5;
/** ... and more than this on the other source, whose noise is some 0.3 deg, is one. */
const MOVES_ABOVE_DEG = 1;

/** H-08: driven without change, while the second source sees the table move. */
export function angleStuck(): Check {
  const travel = new TravelWindow();
  return {
    id: 'H-08',
    reaction: 'RET',
    present(input: SafetyInput): boolean {
      travel.update(input);
      return (
        travel.full &&
        input.estimate.source === 'potentiometer' &&
        input.estimate.potInBand &&
        input.estimate.accelPlausible &&
        travel.potTravelDeg < STANDS_BELOW_DEG &&
        travel.accelTravelDeg > MOVES_ABOVE_DEG
      );
    },
  };
}
