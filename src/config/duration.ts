import type { Parsed } from './parsed.ts';

/** Durations as people write them. A bare number is refused: 90 could be seconds or minutes, and a hold lasts that long. */

interface Part {
  readonly names: readonly string[];
  readonly ms: number;
}

/** The longest first: the parts of a duration must stand in this order. */
const PARTS: readonly Part[] = [
  { names: ['h', 'hour', 'hours'], ms: 3_600_000 },
  { names: ['min', 'm', 'minute', 'minutes'], ms: 60_000 },
  { names: ['s', 'sec', 'second', 'seconds'], ms: 1000 },
  { names: ['ms'], ms: 1 },
];

const REMEDY = "write for example '3 min', '45 s', '1m30s', '1:30' or '250 ms'";
const CLOCK = /^(?:(\d{1,4}):(?=\d\d:))?(\d{1,4}):([0-5]\d(?:\.\d{1,3})?)$/;
const PART = /\s*(\d{1,9}(?:\.\d{1,9})?)\s*([a-z]+)\s*/iy;

/** Milliseconds from `3 min`, `45 s`, `1m30s`, `12.5s`, `1:30` or `250 ms`. */
export function parseDuration(input: string | number): Parsed {
  if (typeof input === 'number' || /^\s*[+-]?\d*\.?\d+\s*$/.test(input)) {
    const number = String(input).trim();
    return {
      ok: false,
      what: `${number} has no unit`,
      remedy: `write '${number} ms', '${number} s' or '${number} min'`,
    };
  }
  const text = input.trim();
  if (/^[-−]/.test(text)) return refuse(text, 'is negative');
  const durationMs = parseClock(text) ?? parseParts(text);
  return durationMs === null ? refuse(text, 'is no duration') : { ok: true, value: durationMs };
}

/** The shortest way to write a duration that `parseDuration` reads back: `6 min`, `1 min 30 s`, `12.5 s`, `250 ms`. */
export function formatDurationWords(durationMs: number): string {
  if (durationMs === 0) return '0 s';
  if (durationMs < 1000) return `${trimmed(durationMs)} ms`;
  const hours = Math.floor(durationMs / 3_600_000);
  const minutes = Math.floor((durationMs % 3_600_000) / 60_000);
  const seconds = (durationMs % 60_000) / 1000;
  const words: string[] = [];
  if (hours > 0) words.push(`${hours} h`);
  if (minutes > 0) words.push(`${minutes} min`);
  if (seconds > 0) words.push(`${trimmed(seconds)} s`);
  return words.join(' ');
}

const trimmed = (value: number): string => String(Number(value.toFixed(6)));

function parseClock(text: string): number | null {
  const match = CLOCK.exec(text);
  if (match === null) return null;
  const [, hours = '0', minutes = '0', seconds = '0'] = match;
  return toMs(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds), 1000);
}

function parseParts(text: string): number | null {
  let durationMs = 0;
  let nextPart = 0;
  PART.lastIndex = 0;
  if (text === '') return null;
  while (PART.lastIndex < text.length) {
    const [, digits = '', name = ''] = PART.exec(text) ?? [];
    const index = PARTS.findIndex(({ names }) => names.includes(name.toLowerCase()));
    const part = PARTS[index];
    if (part === undefined || index < nextPart) return null;
    durationMs += toMs(Number(digits), part.ms);
    nextPart = index + 1;
  }
  return durationMs;
}

/** To a thousandth of a millisecond, so that 1.1 min is 66,000 ms and not a hair more. */
const toMs = (value: number, unitMs: number): number => Math.round(value * unitMs * 1000) / 1000;

const refuse = (text: string, what: string): Parsed => ({
  ok: false,
  what: `'${text.slice(0, 40)}' ${what}`,
  remedy: REMEDY,
});
