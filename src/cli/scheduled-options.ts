import { parseDuration } from '../config/duration.ts';
import { nearestNameRemedy } from '../config/near-names.ts';
import { BUTTONS, type Button, isButton } from '../domain/inputs.ts';
import { valueError } from './command-error.ts';

/** `NAME@T` and `NAME@T..T2` as the options of `simulate` take them. Every function here throws a CommandError. */
export interface Scheduled {
  readonly name: string;
  readonly atMs: number;
  readonly untilMs: number | null;
}

/** No session is longer, and nothing after it would be seen. */
const LATEST_MS = 2 * 60 * 60_000;

/** How each option is written. */
const EXAMPLES = {
  '--press': 'RETURN@40s or UP@1m30s..1m32s',
  '--release': 'ESTOP@1m30s',
  '--fault': 'H-08@40s, jam-inverting@40s or H-11:short@40s..45s',
} as const;
type ScheduledOption = keyof typeof EXAMPLES;

export function parseScheduled(option: ScheduledOption, text: string): Scheduled {
  const remedy = `write for example ${option} ${EXAMPLES[option]}`;
  const [name = '', times, ...more] = text.split('@').map((part) => part.trim());
  if (name === '' || times === undefined || more.length > 0) {
    throw valueError(option, `'${shown(text)}' does not say what and when`, remedy);
  }
  const [from = '', until, ...rest] = times.split('..');
  if (rest.length > 0) throw valueError(option, `'${shown(times)}' has more than one '..'`, remedy);
  const atMs = parseTime(option, from);
  if (until === undefined) return { name, atMs, untilMs: null };
  if (option === '--release') throw valueError(option, `'${shown(times)}' is more than one moment`, remedy);
  const untilMs = parseTime(option, until);
  if (untilMs <= atMs)
    throw valueError(option, `'${shown(times)}' ends before it begins`, 'write the earlier time first');
  return { name, atMs, untilMs };
}

/** The button that a scheduled press or release names. */
export function buttonOf(option: ScheduledOption, { name }: Scheduled): Button {
  const upper = name.toUpperCase();
  if (isButton(upper)) return upper;
  throw valueError(option, `there is no button '${shown(name)}'`, nearestNameRemedy(upper, BUTTONS));
}

/** A time after START, ms. */
export function parseTime(option: string, text: string): number {
  const parsed = parseDuration(text);
  if (!parsed.ok) throw valueError(option, parsed.what, parsed.remedy);
  if (parsed.value <= LATEST_MS) return parsed.value;
  throw valueError(option, `${shown(text)} is after the end of every session`, 'write a time before 2 h');
}

interface Bounds {
  readonly low: number;
  readonly high: number;
  /** What stands behind the numbers, with its space; empty where nothing does. */
  readonly unit: string;
}

/** A decimal number within bounds, both included. */
export function parseNumber(option: string, text: string, { low, high, unit }: Bounds): number {
  const remedy = `write a number from ${low} to ${high}${unit === '' ? '' : `, in${unit}`}`;
  if (!/^[+-]?\d{1,15}(\.\d{1,15})?$/.test(text)) throw valueError(option, `'${shown(text)}' is no number`, remedy);
  const value = Number(text);
  if (value >= low && value <= high) return value;
  throw valueError(option, `${text} is not within ${low} .. ${high}${unit}`, remedy);
}

/** What is quoted from the command line neither fills the screen nor steers the terminal. */
function shown(text: string): string {
  const plain = text.replace(/\p{Cc}/gu, '\u{FFFD}');
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
}
