import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../config/duration.ts';
import { nearestNameRemedy } from '../config/near-names.ts';
import { BUTTONS, type Button, isButton } from '../domain/inputs.ts';

/** `NAME@T` and `NAME@T..T2` as the options of `simulate` take them. */
export interface Scheduled {
  readonly name: string;
  readonly atMs: number;
  readonly untilMs: number | null;
}

/** No session is longer, and nothing after it would be seen. */
const LATEST_MS = 2 * 60 * 60_000;

/** @throws InvalidArgumentError with what is wrong and how it is written. */
export function parseScheduled(text: string): Scheduled {
  const [name = '', times, ...more] = text.split('@');
  if (name === '' || times === undefined || more.length > 0) {
    throw new InvalidArgumentError(`write NAME@T or NAME@T..T2, for example RETURN@40s or UP@1m30s..1m32s`);
  }
  const [from = '', until, ...rest] = times.split('..');
  if (rest.length > 0) throw new InvalidArgumentError(`'${times}' has more than one '..'`);
  const atMs = parseTime(from);
  const untilMs = until === undefined ? null : parseTime(until);
  if (untilMs !== null && untilMs <= atMs) throw new InvalidArgumentError(`'${times}' ends before it begins`);
  return { name, atMs, untilMs };
}

/** @throws InvalidArgumentError for a name that is no button's. */
export function buttonOf({ name }: Scheduled): Button {
  const upper = name.toUpperCase();
  if (isButton(upper)) return upper;
  throw new InvalidArgumentError(`there is no button '${name}'; ${nearestNameRemedy(upper, BUTTONS)}`);
}

/** A time after START, ms. @throws InvalidArgumentError */
export function parseTime(text: string): number {
  const parsed = parseDuration(text);
  if (!parsed.ok) throw new InvalidArgumentError(`${parsed.what}; ${parsed.remedy}`);
  if (parsed.value > LATEST_MS) throw new InvalidArgumentError(`${text} is after the end of every session, 2 h`);
  return parsed.value;
}

/** A number within bounds, both included. @throws InvalidArgumentError */
export function numberWithin(text: string, { low, high }: { low: number; high: number }, unit: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError(`'${text}' is no number`);
  if (value < low || value > high) throw new InvalidArgumentError(`${text} is not within ${low} .. ${high}${unit}`);
  return value;
}
