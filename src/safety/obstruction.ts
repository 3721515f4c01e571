import type { Settings } from '../config/settings.ts';
import type { HazardId } from '../domain/faults.ts';
import type { Check, SafetyInput } from './check.ts';
import { Sustained } from './sustained.ts';
import { TravelWindow } from './travel-window.ts';

const OVER_CURRENT_MS = 50;
const STALLED_BELOW_DEG = 0.5;
const MOST_HALVINGS = 2;
/** Averages the current of a motion over some 3 s. */
const USUAL_GAIN = 0.003;

/**
 * H-18 and H-19: something is in the way, down or up. Seen by a current that stays above what any rider asks of the
 * drive, or by a lag: the table moved under 0.5 deg over the last 2 deg of commanded travel. Within a session the
 * current may be less with every time that something was in the way: never push through.
 */
export function obstruction(settings: Settings, { id, direction }: { id: HazardId; direction: 1 | -1 }): Check {
  const { obstructionAmps } = settings.table.drive;
  const overCurrent = new Sustained();
  const travel = new TravelWindow();
  let usualAmps = 0;
  let tries = 0;
  let wasPresent = false;
  return {
    id,
    reaction: 'STOP',
    present(input: SafetyInput): boolean {
      const { estimate, motion } = input;
      travel.update(input);
      const thisWay = motion.driving && motion.duty * direction > 0;
      if (!input.sessionOpen) tries = 0;
      // Each try after the first pushes with half the margin of the one before, above what the rider's weight takes. A
      // way back takes no force at all. An attendant's hand on UP, who sees what happens, has the whole of it.
      const halvings = motion.retreating ? MOST_HALVINGS : motion.returning ? Math.min(tries, MOST_HALVINGS) : 0;
      const limitAmps = usualAmps + (obstructionAmps - usualAmps) / 2 ** halvings;
      const pushing = thisWay && estimate.currentAmps > limitAmps;
      const current = overCurrent.heldMs(pushing, estimate.nowMs) >= OVER_CURRENT_MS;
      const lag =
        thisWay &&
        motion.setpointRateDegPerSec * direction > 0 &&
        travel.full &&
        travel.potTravelDeg < STALLED_BELOW_DEG &&
        !(estimate.accelPlausible && travel.accelTravelDeg > STALLED_BELOW_DEG);
      if (thisWay && tries === 0 && !pushing) usualAmps += (estimate.currentAmps - usualAmps) * USUAL_GAIN;
      const present = current || lag;
      // A way back that met something was no try at the way up.
      if (present && !wasPresent && !motion.retreating) tries += 1;
      wasPresent = present;
      return present;
    },
  };
}
