import { closeSync, openSync, writeSync } from 'node:fs';
import type { TableSample } from '../targets/emulated-unos.ts';
import { CommandError, EXIT_REFUSED } from './command-error.ts';

const HEADER = 't_ms,tilt_deg,rate_deg_per_s,duty,current_amps,brake_released,inputs';

/** A table that lives on, written as CSV row by row, so that another program can follow the file. */
export class LiveTrace {
  readonly #file: number;

  /** @throws CommandError where the file cannot be written */
  constructor(path: string) {
    try {
      this.#file = openSync(path, 'w');
      writeSync(this.#file, `${HEADER}\n`);
    } catch (thrown) {
      const why = thrown instanceof Error ? thrown.message.replace(/^(\w+):.*$/, '$1') : String(thrown);
      throw new CommandError(EXIT_REFUSED, 'TRACE', `--trace: cannot write ${path} (${why})`, '--trace', [
        'name a file in a folder that you may write to',
      ]);
    }
  }

  add({ tMs, tiltDeg, rateDegPerSec, duty, currentAmps, brakeReleased, inputs }: TableSample): void {
    const columns = [
      tMs,
      tiltDeg.toFixed(3),
      rateDegPerSec.toFixed(3),
      duty.toFixed(4),
      currentAmps.toFixed(2),
      brakeReleased ? 1 : 0,
      inputs,
    ];
    writeSync(this.#file, `${columns.join(',')}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }
}
