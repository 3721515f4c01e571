import type { Settings } from '../config/settings.ts';
import { CYCLE_S } from '../domain/time.ts';
import type { Check, SafetyInput } from './check.ts';

/** A motor of some hundred watts warms with about this time constant, s: its winding faster, its housing slower. */
const WARMS_IN_S = 120;
/** It has cooled enough to begin a session below this share of the heat that its rated current would make. */
const COOL_BELOW = 0.7;

/**
 * H-57: what heats the motor, the current's square over time, has passed what its rated current would make in the long
 * run. In a session that is a reason to come up while the drive still can; a return is never refused.
 */
export function driveHot(settings: Settings): Check {
  const { ratedAmps } = settings.table.drive;
  // A field and no variable: a number that changes every tick would be allocated anew each time.
  const heat = { share: 0, hot: false };
  return {
    id: 'H-57',
    reaction: 'RET',
    present({ estimate }: SafetyInput): boolean {
      const load = estimate.currentAmps / ratedAmps;
      heat.share += (load * load - heat.share) * (CYCLE_S / WARMS_IN_S);
      heat.hot = heat.share > (heat.hot ? COOL_BELOW : 1);
      return heat.hot;
    },
  };
}
