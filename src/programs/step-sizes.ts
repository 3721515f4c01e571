import { ANGLE } from '../config/quantities.ts';

/** What two tilts must be to each other: complaints in two lines, what is wrong and what to do; null where nothing is. */

/** Closer together than this is one tilt to the table, deg. */
const SAME_WITHIN_DEG = 0.5;
/** A millionth of a stair: what binary fractions leave of 30 / 0.1. */
const WHOLE_WITHIN = 1e-6;

const degrees = (value: number): string => ANGLE.format(Number(value.toFixed(3)));

export function betweenProblem([one = 0, other = 0]: readonly number[]): string | null {
  if (Math.abs(one - other) >= SAME_WITHIN_DEG) return null;
  const remedy = `write two tilts that are at least ${degrees(SAME_WITHIN_DEG)} apart`;
  return `between ${degrees(one)} and ${degrees(other)} there is nothing to swing\n${remedy}`;
}

export function byProblem({ from, to, by }: { from: number; to: number; by: number }): string | null {
  const spanDeg = Math.abs(to - from);
  if (spanDeg < SAME_WITHIN_DEG) return 'from and to are the same tilt\nwrite a hold, or another tilt';
  const count = spanDeg / by;
  if (Math.abs(count - Math.round(count)) < WHOLE_WITHIN && count > 0.5) return null;
  const fitting = spanDeg / Math.max(1, Math.round(count));
  const what = `${degrees(from)} to ${degrees(to)} is no whole number of steps of ${degrees(by)}`;
  return `${what}\nwrite for example by: ${degrees(fitting)}`;
}
