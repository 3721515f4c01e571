import { DEFAULT_SETTINGS, type Settings } from '../../../src/config/settings.ts';
import type { HazardId } from '../../../src/domain/faults.ts';
import { BoardBench, type BoardBenchOptions } from '../../support/board-bench.ts';

/** A tilt to begin at, deg, on the table of the tests and on the whole one. */
export interface Place {
  readonly short: number;
  readonly whole: number;
}

/** What one fault at a pin, on the line, in EEPROM or on the plant makes the real firmware do, judged on the plant. */
export interface BoardProof {
  readonly id: HazardId;
  readonly title: string;
  /** Where and how it is put in. */
  readonly injected: string;
  /** What the plant must then show. */
  readonly outcome: string;
  readonly from: Place;
  readonly bench?: Partial<BoardBenchOptions>;
  /** Throws where the plant shows something else. The bench has a session open and stands on its brake. */
  show(bench: BoardBench): void;
}

export const HEAD_DOWN: Place = { short: -8, whole: -50 };
export const HEAD_UP: Place = { short: 20, whole: 40 };

/** A range small enough that a whole way up takes seconds: what is proven on it does not depend on its length. */
const SHORT_SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  table: { ...DEFAULT_SETTINGS.table, uprightDeg: 30, invertedDeg: -20 },
};

/** Null where the plant did what it should, else what it did. */
export function complaintOf(proof: BoardProof, scale: keyof Place, flash?: Uint8Array): string | null {
  const settings = scale === 'short' ? SHORT_SETTINGS : DEFAULT_SETTINGS;
  const image = flash === undefined ? {} : { flash };
  try {
    proof.show(new BoardBench({ settings, ...proof.bench, ...image, startTiltDeg: proof.from[scale] }).lease());
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
