import { parseDuration } from '../../config/duration.ts';

/** Nothing is waited for longer than a day. */
const LONGEST_MS = 24 * 3_600_000;

/** A duration as files write it, and besides a bare number of seconds, as one types it. Milliseconds; null for none. */
export function parseConsoleDuration(text: string): number | null {
  const parsed = parseDuration(/^\d{1,5}(\.\d{1,3})?$/.test(text) ? `${text} s` : text);
  return parsed.ok && parsed.value <= LONGEST_MS ? parsed.value : null;
}
