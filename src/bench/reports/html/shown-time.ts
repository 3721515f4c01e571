/** A moment of a run, to the sample: `12.34 s`. */
export const shownTime = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

/** How long something took, as people read it: `0.82 s`, `12.3 s`, `2 min 03 s`. */
export function shownSpan(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(2)} s`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}
