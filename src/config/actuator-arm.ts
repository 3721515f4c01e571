import { RADIANS_PER_DEGREE } from '../domain/units.ts';
import type { ActuatorGeometry, TableSettings } from './settings.ts';

const LOOKS = 64;

/**
 * A linear actuator turns the axle by an arm that changes with the tilt: at the same duty the table is the slower the
 * longer the arm is. Gives the arm at a tilt over the shortest in the table's range, 1 or more; null for any drive
 * whose ratio is the same everywhere.
 */
export function armRatioOf({ drive, uprightDeg, invertedDeg }: TableSettings): ((tiltDeg: number) => number) | null {
  const { actuator } = drive;
  if (actuator === null) return null;
  let shortest = Number.POSITIVE_INFINITY;
  for (let look = 0; look <= LOOKS; look += 1) {
    shortest = Math.min(shortest, armMm(actuator, invertedDeg + ((uprightDeg - invertedDeg) * look) / LOOKS));
  }
  return (tiltDeg) => armMm(actuator, tiltDeg) / shortest;
}

/** Height of the triangle of axle and joints over the actuator: twice its area over the actuator's length. */
function armMm({ leverMm, anchorDistanceMm, angleAtHorizontalDeg }: ActuatorGeometry, tiltDeg: number): number {
  const angle = (angleAtHorizontalDeg + tiltDeg) * RADIANS_PER_DEGREE;
  const across = leverMm * Math.sin(angle);
  const along = anchorDistanceMm - leverMm * Math.cos(angle);
  return (anchorDistanceMm * across) / Math.hypot(across, along);
}
