import { tiltWords } from '../surfaces/table-words.ts';
import type { SessionResult, SessionSample } from '../targets/simulation.ts';
import { EventTeller, type EventWords } from './event-teller.ts';

/** What happened in a session beside its program, for people: one row for each moment, with a letter on the plot. */
export interface TimelineRow {
  readonly atMs: number;
  /** `A` to `Z`; rows beyond have none. */
  readonly letter: string;
  readonly tiltDeg: number;
  readonly text: string;
}

/** More rows than this are not read. */
const MOST_ROWS = 40;
/** A press and what it does are one moment: the table answers within a few cycles. */
const ONE_MOMENT_MS = 50;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The rows of a session; empty where nothing but its program happened. */
export function timelineOf(
  { events }: SessionResult,
  samples: readonly SessionSample[],
  words: EventWords,
): readonly TimelineRow[] {
  const teller = new EventTeller(words);
  const moments: { readonly atMs: number; readonly texts: string[] }[] = [];
  for (const event of events) {
    const text = teller.tell(event);
    if (text === null) continue;
    const last = moments.at(-1);
    if (last !== undefined && event.atMs - last.atMs <= ONE_MOMENT_MS) last.texts.push(text);
    else moments.push({ atMs: event.atMs, texts: [text] });
  }
  if (!teller.leftItsCourse) return [];
  return moments.slice(0, MOST_ROWS).map(({ atMs, texts }, index) => ({
    atMs,
    letter: LETTERS[index] ?? '',
    tiltDeg: tiltAt(samples, atMs),
    text: texts.join('; '),
  }));
}

const WIDEST = 100;
const NARROWEST_TEXT = 30;

/** `A  0:30.0  20.1° head-up  H-18 is put in: ...`; what is longer than the width goes on below itself. */
export function timelineLines(rows: readonly TimelineRow[], width: number): readonly string[] {
  const times = rows.map(({ atMs }) => tenths(atMs));
  const tilts = rows.map(({ tiltDeg }) => tiltWords(tiltDeg));
  const widthOf = (cells: readonly string[]) => Math.max(0, ...cells.map((cell) => cell.length));
  const [timeWidth, tiltWidth] = [widthOf(times), widthOf(tilts)];
  const lines = rows.flatMap(({ letter, text }, index) => {
    const time = (times[index] ?? '').padStart(timeWidth);
    const head = `  ${letter.padEnd(1)}  ${time}  ${(tilts[index] ?? '').padEnd(tiltWidth)}  `;
    const [first = '', ...more] = wrapped(text, Math.max(NARROWEST_TEXT, Math.min(width, WIDEST) - head.length));
    return [head + first, ...more.map((line) => ' '.repeat(head.length) + line)];
  });
  return rows.length < MOST_ROWS ? lines : [...lines, '     ... --json tells everything'];
}

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

function tiltAt(samples: readonly SessionSample[], atMs: number): number {
  const sample = samples.find(({ tMs }) => tMs >= atMs) ?? samples.at(-1);
  return sample?.tiltDeg ?? 0;
}

/** `0:30.0`, `15:56.5`: tenths, because reactions take less than a second. Cut, not rounded. */
function tenths(atMs: number): string {
  const total = Math.floor(atMs / 100);
  const seconds = String(Math.floor(total / 10) % 60).padStart(2, '0');
  return `${Math.floor(total / 600)}:${seconds}.${total % 10}`;
}
