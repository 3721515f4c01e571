import { renameSync, rmSync, writeFileSync } from 'node:fs';
import type { SessionSample } from '../targets/simulation.ts';
import { CommandError, EXIT_REFUSED, valueError } from './command-error.ts';

const HEADER = 't_ms,tilt_deg,rate_deg_per_s,estimate_deg,state,duty,current_amps,brake_released,inputs';

/** Writes a session as CSV: whole or not at all. */
export function writeTrace(file: string, points: readonly SessionSample[]): void {
  const rows = points.map(rowOf);
  if (file === '') throw valueError('--trace', 'no file is named', 'write for example --trace out.csv');
  const partial = `${file}.${process.pid}.partial`;
  try {
    writeFileSync(partial, `${[HEADER, ...rows].join('\n')}\n`);
    renameSync(partial, file);
  } catch (thrown) {
    rmSync(partial, { force: true });
    const { what, remedy } = explain(thrown);
    throw new CommandError(EXIT_REFUSED, 'TRACE', `--trace: cannot write ${file}: ${what}`, file, [remedy]);
  }
}

function explain(thrown: unknown): { readonly what: string; readonly remedy: string } {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { what: 'there is no such folder', remedy: 'name a file in a folder that exists' };
    case 'EISDIR':
      return { what: 'this is a directory', remedy: 'name a file in it' };
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return { what: 'you may not write there', remedy: 'name a file in a folder that you may write to' };
    case 'ENOSPC':
      return { what: 'no space is left', remedy: 'make room, or name a file on another disk' };
    default:
      return { what: code || 'no reason given', remedy: 'name another file' };
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
