import type { Settings } from '../config/settings.ts';
import type { HazardId } from '../domain/faults.ts';
import type { Check, SafetyInput } from './check.ts';
import { Sustained } from './sustained.ts';
import { TravelWindow } from './travel-window.ts';

const OVER_CURRENT_MS = 50;
const STALLED_BELOW_DEG = 0.5;

/**
 * H-18 and H-19: something is in the way, down or up. Seen by a current that stays above what any rider asks of the
 * drive, or by a lag: the table moved under 0.5 deg over the last 2 deg of commanded travel.
 */
export function obstruction(settings: Settings, { id, direction }: { id: HazardId; direction: 1 | -1 }): Check {
  const { obstructionAmps } = settings.table.drive;
  const overCurrent = new Sustained();
  const travel = new TravelWindow();
  return {
    id,
    reaction: 'STOP',
    present(input: SafetyInput): boolean {
      const { estimate, motion } = input;
      travel.update(input);
      const thisWay = motion.driving && motion.duty * direction > 0;
      const pushing = thisWay && estimate.currentAmps > obstructionAmps;
      const current = overCurrent.heldMs(pushing, estimate.nowMs) >= OVER_CURRENT_MS;
      const lag =
        thisWay &&
        motion.setpointRateDegPerSec * direction > 0 &&
        travel.full &&
        travel.potTravelDeg < STALLED_BELOW_DEG &&
        !(estimate.accelPlausible && travel.accelTravelDeg > STALLED_BELOW_DEG);
      return current || lag;
    },
  };
}
