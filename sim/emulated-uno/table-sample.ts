import type { PacedTable } from '../paced-clock.ts';
import type { EmulatedTable } from './emulated-table.ts';

/** What the emulated table does, as somebody beside it sees it: the plant's, and what the board drives. */
export interface TableSample {
  /** Of the table's time, ms. */
  readonly tMs: number;
  readonly tiltDeg: number;
  readonly rateDegPerSec: number;
  /** At the drive's pins, -1..+1. */
  readonly duty: number;
  readonly currentAmps: number;
  readonly brakeReleased: boolean;
  /** Bits of `INPUT`. */
  readonly inputs: number;
}

const EVERY_MS = 100;

/** The same table, told of ten times a second of its own time. */
export function sampled(table: EmulatedTable, onSample: (sample: TableSample) => void): PacedTable {
  let nextMs = table.nowMs;
  return {
    get nowMs() {
      return table.nowMs;
    },
    advance(ms) {
      if (table.nowMs >= nextMs) {
        nextMs += EVERY_MS;
        onSample(sampleOf(table));
      }
      table.advance(ms);
    },
  };
}

function sampleOf({ nowMs, plant, drive, inputs }: EmulatedTable): TableSample {
  return {
    tMs: nowMs,
    tiltDeg: plant.tiltDeg,
    rateDegPerSec: plant.rateDegPerSec,
    duty: drive.pinDuty,
    currentAmps: Math.abs(plant.motorAmps),
    brakeReleased: drive.outputs.brakeReleased,
    inputs,
  };
}
