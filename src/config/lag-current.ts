import type { DriveSettings } from './settings.ts';

/** Of what the motor carries without end: with less a table that lags carries no load, and its angle is lost. */
const OF_RATED = 0.8;

/** With more current than this a table that lags behind the board's own return is obstructed. */
export function lagAmpsOf({ ratedAmps, obstructionAmps }: DriveSettings): number {
  return Math.min(OF_RATED * ratedAmps, obstructionAmps);
}
