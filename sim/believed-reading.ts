import type { TableSettings } from '../src/config/settings.ts';
import { soonestUprightMs } from '../src/domain/soonest-upright.ts';
import { BEYOND_RANGE_DEG } from './last-gate.ts';

/** The board's own conversions of one moment. */
export interface BoardReading {
  readonly tiltCounts: number;
  readonly currentAmps: number;
  readonly uprightLimit: boolean;
  readonly invertedLimit: boolean;
}

/** Valid counts: 5 to 95 % of the span. */
const LEAST_COUNTS = 51;
const MOST_COUNTS = 972;
const NO_COUNTS = 0;
/** Further below upright than this the upright limit says nothing while there is an angle. */
const LIMIT_COUNTS_WITHIN_DEG = 5;
const NEVER_MS = Number.NEGATIVE_INFINITY;

export function countsInBand(counts: number): boolean {
  return counts >= LEAST_COUNTS && counts <= MOST_COUNTS;
}

interface Watched {
  readonly nowMs: number;
  /** The angle, where there is one, is believed. */
  readonly isFollowed: boolean;
}

/**
 * What the board believes of its angle and its upright limit. A limit that was closed far from upright, or sooner after the
 * last angle than any table could be there, is stuck and reads open; an angle beyond upright with the limit open is none.
 */
export class BelievedReading {
  readonly #table: TableSettings;
  readonly #tiltOf: (reading: BoardReading) => number;
  #limitClosed = false;
  #upperEndDeg: number;
  #limitRefuted = false;
  /** Refuted since it closed, whatever angles have said after that. */
  #limitStuck = false;
  #limitFromMs = NEVER_MS;

  constructor(table: TableSettings, tiltOf: (reading: BoardReading) => number) {
    this.#table = table;
    this.#tiltOf = tiltOf;
    this.#upperEndDeg = table.uprightDeg;
  }

  watch(reading: BoardReading, { nowMs, isFollowed }: Watched): void {
    const { uprightLimit } = reading;
    const isTooSoon = uprightLimit && nowMs < this.#limitFromMs;
    const isBeyond = this.#readsBeyondUpright(reading);
    if (!uprightLimit) this.#upperEndDeg = this.#table.uprightDeg;
    else if (!this.#limitClosed && isBeyond) this.#upperEndDeg = this.#tiltOf(reading);
    this.#limitClosed = uprightLimit;
    if (!uprightLimit) this.#limitStuck = false;
    else if (isTooSoon && isBeyond) this.#limitStuck = true;
    const hasAngle = this.#hasAngle(reading);
    const belowDeg = this.#table.uprightDeg - this.#tiltOf(reading);
    if (isFollowed && hasAngle) this.#limitFromMs = nowMs + soonestUprightMs(belowDeg);
    if (!uprightLimit) {
      this.#limitRefuted = false;
    } else if (!hasAngle) {
      this.#limitRefuted ||= isTooSoon || (this.#limitStuck && isBeyond);
    } else if (isFollowed) {
      this.#limitRefuted = belowDeg > LIMIT_COUNTS_WITHIN_DEG;
      this.#limitStuck ||= this.#limitRefuted;
    }
  }

  /** Where the angle reads upright, or beyond that where the limit closed: one that has drifted has to see the rest of the way. */
  get upperEndDeg(): number {
    return this.#upperEndDeg;
  }

  of(reading: BoardReading): BoardReading {
    const tiltCounts = this.#hasAngle(reading) ? reading.tiltCounts : NO_COUNTS;
    return { ...reading, tiltCounts, uprightLimit: reading.uprightLimit && !this.#limitRefuted };
  }

  restart(): void {
    this.#limitClosed = false;
    this.#upperEndDeg = this.#table.uprightDeg;
    this.#limitRefuted = false;
    this.#limitStuck = false;
    this.#limitFromMs = NEVER_MS;
  }

  #hasAngle(reading: BoardReading): boolean {
    const isClosed = reading.uprightLimit && !this.#limitStuck;
    return countsInBand(reading.tiltCounts) && (isClosed || !this.#readsBeyondUpright(reading));
  }

  #readsBeyondUpright(reading: BoardReading): boolean {
    return countsInBand(reading.tiltCounts) && this.#tiltOf(reading) > this.#table.uprightDeg + BEYOND_RANGE_DEG;
  }
}
