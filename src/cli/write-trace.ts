import { renameSync, rmSync, writeFileSync } from 'node:fs';
import type { SessionSample } from '../targets.ts';
import { CommandError, EXIT_REFUSED } from './command-error.ts';

const HEADER = 't_ms,tilt_deg,rate_deg_per_s,estimate_deg,state,duty,current_amps,brake_released,inputs';

/** Writes a session as CSV: whole or not at all. */
export function writeTrace(file: string, points: readonly SessionSample[]): void {
  const rows = points.map(rowOf);
  const partial = `${file}.${process.pid}.partial`;
  try {
    writeFileSync(partial, `${[HEADER, ...rows].join('\n')}\n`);
    renameSync(partial, file);
  } catch (thrown) {
    rmSync(partial, { force: true });
    const because = thrown instanceof Error ? thrown.message : String(thrown);
    throw new CommandError(EXIT_REFUSED, 'TRACE', `cannot write the trace: ${because}`, file);
  }
}

function rowOf(point: SessionSample): string {
  return [
    point.tMs,
    point.tiltDeg.toFixed(3),
    point.rateDegPerSec.toFixed(3),
    point.estimateDeg.toFixed(3),
    point.state,
    point.duty.toFixed(4),
    point.currentAmps.toFixed(2),
    point.brakeReleased ? 1 : 0,
    point.inputs,
  ].join(',');
}
