/** Conversions and clamps shared by every room. Tilt is head-up positive: +75 upright, 0 horizontal, -60 head-down. */

export const RADIANS_PER_DEGREE = Math.PI / 180;
export const DEGREES_PER_RADIAN = 180 / Math.PI;

/** Head-down begins below this tilt ... */
export const HEAD_DOWN_BEGINS_DEG = -5;
/** ... and ends above this one, so that a rest at horizontal never chatters between the two. */
export const HEAD_DOWN_ENDS_DEG = -3;

/** Limits `value` to [low, high]. NaN becomes `low`: a number that is none must not pass a clamp. */
export function clamp(value: number, low: number, high: number): number {
  if (!(value > low)) return low;
  return Math.min(value, high);
}

/** Shows a duration in milliseconds as people read it: `0:45`, `15:56`, `1:02:03`. Fractions are rounded. */
export function formatDuration(durationMs: number): string {
  const totalS = Math.round(durationMs / 1000);
  const seconds = String(totalS % 60).padStart(2, '0');
  const minutes = Math.floor(totalS / 60);
  if (minutes < 60) return `${minutes}:${seconds}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${seconds}`;
}

/** A tilt as people read it: `60° head-down`, `horizontal`, `upright 75.1°`. */
export function describeTilt(tiltDeg: number): string {
  if (Math.abs(tiltDeg) < 0.5) return 'horizontal';
  const degrees = Math.abs(tiltDeg).toFixed(Number.isInteger(tiltDeg) ? 0 : 1);
  return tiltDeg < 0 ? `${degrees}° head-down` : `${degrees}° head-up`;
}
