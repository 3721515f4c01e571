import type { Settings } from '../config/settings.ts';
import type { Check, SafetyInput } from './check.ts';
import { Sustained } from './sustained.ts';
import { TravelWindow } from './travel-window.ts';

const OVER_CURRENT_MS = 50;
const STANDS_BELOW_DEG = 0.5;
/** Less is no push against a brake: the drive itself is at fault. */
const PUSHES_AMPS = 3;

/**
 * H-53: in the first motion of a session the drive pushes, and the table does not leave the place where it stood: the
 * brake has not let go. Once it has been seen to, what stops the table is something else.
 */
export function brakeStuck(settings: Settings): Check {
  const { obstructionAmps } = settings.table.drive;
  const travel = new TravelWindow();
  const overCurrent = new Sustained();
  let wasOpen = false;
  let proven = true;
  let fromDeg = 0;
  return {
    id: 'H-53',
    reaction: 'STOP',
    present(input: SafetyInput): boolean {
      const { estimate, motion, sessionOpen } = input;
      travel.update(input);
      if (sessionOpen && !wasOpen) {
        proven = false;
        fromDeg = estimate.potTiltDeg;
      }
      wasOpen = sessionOpen;
      if (!proven && Math.abs(estimate.potTiltDeg - fromDeg) > STANDS_BELOW_DEG) proven = true;
      if (!sessionOpen) proven = true;
      const pushing = !proven && motion.driving && estimate.currentAmps > PUSHES_AMPS;
      const current = overCurrent.heldMs(pushing && estimate.currentAmps > obstructionAmps, estimate.nowMs);
      const lag = pushing && travel.full && travel.potTravelDeg < STANDS_BELOW_DEG;
      return current >= OVER_CURRENT_MS || (lag && Math.abs(travel.accelTravelDeg) < 2 * STANDS_BELOW_DEG);
    },
  };
}
