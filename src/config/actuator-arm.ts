import { RADIANS_PER_DEGREE } from '../domain/units.ts';
import type { ActuatorGeometry, TableSettings } from './settings.ts';

const LOOKS = 64;

/**
 * A linear actuator turns the axle by an arm that changes with the tilt: at the same duty the table is the slower the
 * longer the arm is. Gives the arm at a tilt over the shortest in the table's range, 1 or more; null for any drive
 * whose ratio is the same everywhere.
 */
export function armRatioOf(table: TableSettings): ((tiltDeg: number) => number) | null {
  const { actuator } = table.drive;
  if (actuator === null) return null;
  const shortest = Math.min(...armsOverRange(actuator, table));
  return (tiltDeg) => armMm(actuator, tiltDeg) / shortest;
}

/** Its longest arm over the shortest in the table's range: by so much it is slower there. 1 for any other drive. */
export function longestArmRatio(table: TableSettings): number {
  const { actuator } = table.drive;
  if (actuator === null) return 1;
  const arms = armsOverRange(actuator, table);
  return Math.max(...arms) / Math.min(...arms);
}

function armsOverRange(actuator: ActuatorGeometry, { uprightDeg, invertedDeg }: TableSettings): readonly number[] {
  return Array.from({ length: LOOKS + 1 }, (_, look) =>
    armMm(actuator, invertedDeg + ((uprightDeg - invertedDeg) * look) / LOOKS),
  );
}

/** Height of the triangle of axle and joints over the actuator: twice its area over the actuator's length. */
function armMm({ leverMm, anchorDistanceMm, angleAtHorizontalDeg }: ActuatorGeometry, tiltDeg: number): number {
  const angle = (angleAtHorizontalDeg + tiltDeg) * RADIANS_PER_DEGREE;
  const across = leverMm * Math.sin(angle);
  const along = anchorDistanceMm - leverMm * Math.cos(angle);
  return (anchorDistanceMm * across) / Math.hypot(across, along);
}
