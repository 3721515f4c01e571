import type { DriveSettings, TableSettings } from './settings.ts';
import type { Complaint } from './settings-rule.ts';

/** Nearer to stretched or folded than this, a linear actuator pushes along its lever and cannot turn it. */
export const DEAD_CENTRE_DEG = 5;

/** What is wrong between the kind of drive and its geometry. */
export function actuatorProblem({ kind, actuator }: DriveSettings): Complaint | null {
  if (kind === 'linear-actuator' && actuator === null) {
    const remedy = 'write actuator with lever, anchorDistance and angleAtHorizontal below drive';
    return { what: 'a linear-actuator needs its geometry', remedy };
  }
  if (kind === 'gear-motor' && actuator !== null) {
    return { what: 'a gear-motor has no actuator geometry', remedy: 'remove actuator, or set kind to linear-actuator' };
  }
  return null;
}

/** Where the joints would come too near to a dead centre, within the range of tilt and `beyondDeg` more. */
export function reachProblem({ drive, uprightDeg, invertedDeg }: TableSettings, beyondDeg: number): Complaint | null {
  if (drive.actuator === null) return null;
  for (const endDeg of [uprightDeg + beyondDeg, invertedDeg - beyondDeg]) {
    const angleDeg = drive.actuator.angleAtHorizontalDeg + endDeg;
    if (angleDeg >= DEAD_CENTRE_DEG && angleDeg <= 180 - DEAD_CENTRE_DEG) continue;
    return {
      what: `at ${endDeg}° its joints would stand at ${angleDeg}°, outside ${DEAD_CENTRE_DEG}° to ${180 - DEAD_CENTRE_DEG}°`,
      remedy: 'change angleAtHorizontal, or make the range smaller',
    };
  }
  return null;
}
