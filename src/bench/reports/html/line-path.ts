import type { Trace } from '../../trace.ts';
import { decimate } from './decimate.ts';

interface Line {
  readonly values: readonly (number | string | null)[];
  readonly bucketMs: number;
  /** The values in units of this: what is drawn are whole numbers, which can be added up without an error. */
  readonly perUnit: number;
}

/** SVG path data of a line over time: x in ms, y downward in parts of the unit, each point relative to the one before it. */
export function linePath({ timesMs }: Pick<Trace, 'timesMs'>, { values, bucketMs, perUnit }: Line): string {
  const rows = decimate(timesMs, values, bucketMs);
  let text = '';
  let penX = 0;
  let penY = 0;
  const yOf = (row: number): number => -Math.round(Number(values[row]) * perUnit);
  rows.forEach((row, index) => {
    if (row === null) return;
    const before = rows[index - 1] ?? null;
    const after = rows[index + 1] ?? null;
    const y = yOf(row);
    if (before !== null && after !== null && yOf(before) === y && yOf(after) === y) return;
    const x = Math.round(timesMs[row] ?? 0);
    text += `${before === null ? 'm' : 'l'}${x - penX} ${y - penY}`;
    penX = x;
    penY = y;
  });
  return text;
}
