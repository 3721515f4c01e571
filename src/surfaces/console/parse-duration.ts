const PART = /^(\d{1,7}(?:\.\d{1,3})?)(ms|min|m|sec|s|h)?/;

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, sec: 1000, m: 60_000, min: 60_000, h: 3_600_000 };

/** Nothing is waited for longer than a day. */
const LONGEST_MS = 24 * 3_600_000;

/** `12`, `12.5s`, `1m30s`, `30min`, `200ms` in milliseconds, a bare number meaning seconds; null where it is no duration. */
export function parseDuration(text: string): number | null {
  let rest = text.toLowerCase();
  let totalMs = 0;
  let parts = 0;
  while (rest !== '') {
    const match = PART.exec(rest);
    const unit = match?.[2];
    if (match === null || (unit === undefined && (parts > 0 || match[0] !== rest))) return null;
    totalMs += Number(match[1]) * (UNIT_MS[unit ?? 's'] ?? 0);
    rest = rest.slice(match[0].length);
    parts += 1;
  }
  return parts > 0 && totalMs <= LONGEST_MS ? totalMs : null;
}
