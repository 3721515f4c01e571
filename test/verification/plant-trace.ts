import type { ShortResult } from '../cycle/short-session.ts';

/** The deepest that the table sank below where it had been, deg. */
export function mostSunkDeg({ trace }: ShortResult, fromMs: number): number {
  let highestDeg = Number.NEGATIVE_INFINITY;
  let sunkDeg = 0;
  for (const { tMs, tiltDeg } of trace) {
    if (tMs < fromMs) continue;
    highestDeg = Math.max(highestDeg, tiltDeg);
    sunkDeg = Math.max(sunkDeg, highestDeg - tiltDeg);
  }
  return sunkDeg;
}

/** The plant's tilts between two times after START, ms; both included. */
export function tiltsBetween({ trace }: ShortResult, fromMs: number, toMs: number): readonly number[] {
  return trace.filter(({ tMs }) => tMs >= fromMs && tMs <= toMs).map(({ tiltDeg }) => tiltDeg);
}

/** A session of hours has more samples than a call takes arguments. */
export const lowestOf = (values: readonly number[]): number =>
  values.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
export const highestOf = (values: readonly number[]): number => -lowestOf(values.map((value) => -value));
