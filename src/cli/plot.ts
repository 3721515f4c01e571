import asciichart from 'asciichart';
import { formatDuration } from '../domain/units.ts';

/** The angle of a session over time, in rows of text. asciichart draws the line; the axes and the holds are ours. */

export interface TiltSample {
  readonly tMs: number;
  readonly tiltDeg: number;
}

/** A hold as `simulate` reports it. */
interface PlottedHold {
  readonly startMs: number;
  readonly endMs: number;
}

/** A moment of the session, by the letter under which it is told elsewhere. */
export interface PlottedMark {
  readonly atMs: number;
  readonly letter: string;
}

export interface TiltPlot {
  /** In the order of time; at least one. */
  readonly samples: readonly TiltSample[];
  readonly holds: readonly PlottedHold[];
  /** Moments to point out, in the order of time; each letter stands below its moment. */
  readonly marks?: readonly PlottedMark[];
  /** Columns to fill, labels included; 40 to 100 are used. */
  readonly width: number;
}

const MIN_WIDTH = 40;
const MAX_WIDTH = 100;
const ROWS = 9;
/** Columns of ` +75 ┤`, with the indent. */
const AXIS_COLUMNS = 10;
/** A hold narrower than this is drawn heavy, but bears no number. */
const NUMBERED_FROM_COLUMNS = 5;

/** Rows joined by line feeds, without one at the end; empty where there is nothing to show. */
export function plotTilt({ samples, holds, marks = [], width }: TiltPlot): string {
  const first = samples[0];
  const last = samples.at(-1);
  if (first === undefined || last === undefined) return '';
  const columns = Math.min(Math.max(Math.floor(width), MIN_WIDTH), MAX_WIDTH) - AXIS_COLUMNS;
  const span = { startMs: first.tMs, endMs: last.tMs, columns };
  const tilts = resample(samples, span);
  const range = rangeOf(samples);
  const grid = drawLine(tilts, range);
  holds.forEach((hold, index) => {
    drawHold(grid, { from: columnAt(hold.startMs, span), to: columnAt(hold.endMs, span), number: index + 1 });
  });
  const letters = drawMarks(grid, marks, span);
  return [...labelRows(grid, range), ...letters, timeAxis(span)].join('\n');
}

interface TimeSpan {
  readonly startMs: number;
  readonly endMs: number;
  readonly columns: number;
}

interface TiltRange {
  readonly lowDeg: number;
  readonly highDeg: number;
}

/** The tilt at each column's moment, between two samples by a straight line. */
function resample(samples: readonly TiltSample[], { startMs, endMs, columns }: TimeSpan): number[] {
  let next = 0;
  return Array.from({ length: columns + 1 }, (_, column) => {
    const atMs = startMs + ((endMs - startMs) * column) / columns;
    while (next < samples.length - 1 && (samples[next]?.tMs ?? 0) < atMs) next += 1;
    const after = samples[next];
    const before = samples[Math.max(next - 1, 0)];
    if (after === undefined || before === undefined) return 0;
    const stepMs = after.tMs - before.tMs;
    const share = stepMs > 0 ? (atMs - before.tMs) / stepMs : 1;
    return before.tiltDeg + (after.tiltDeg - before.tiltDeg) * Math.min(Math.max(share, 0), 1);
  });
}

/** Horizontal always belongs to the picture: it is the line that everything is judged by. */
function rangeOf(samples: readonly TiltSample[]): TiltRange {
  let lowDeg = 0;
  let highDeg = 1;
  for (const { tiltDeg } of samples) {
    lowDeg = Math.min(lowDeg, Math.round(tiltDeg));
    highDeg = Math.max(highDeg, Math.round(tiltDeg));
  }
  return { lowDeg, highDeg };
}

function drawLine(tilts: readonly number[], { lowDeg, highDeg }: TiltRange): string[][] {
  const clipped = tilts.map((tilt) => Math.min(Math.max(tilt, lowDeg), highDeg));
  // With offset 0 the library's own axis falls outside of the picture.
  const text = asciichart.plot(clipped, {
    min: lowDeg,
    max: highDeg,
    height: ROWS - 1,
    offset: 0,
    format: () => ' ',
  });
  return text.split('\n').map((row) => [...row]);
}

function columnAt(atMs: number, { startMs, endMs, columns }: TimeSpan): number {
  if (endMs <= startMs) return 0;
  return Math.round(((atMs - startMs) / (endMs - startMs)) * columns);
}

/** Makes the line heavy where it is level within the hold, and sets the hold's number into its middle. */
function drawHold(grid: string[][], { from, to, number }: { from: number; to: number; number: number }): void {
  for (const row of grid) {
    const level: number[] = [];
    for (let column = from; column < to; column += 1) if (row[column] === '─') level.push(column);
    for (const column of level) row[column] = '━';
    if (level.length < NUMBERED_FROM_COLUMNS) continue;
    const mark = ` ${number} `;
    const start = Math.round(((level[0] ?? 0) + (level.at(-1) ?? 0) + 1 - mark.length) / 2);
    [...mark].forEach((letter, index) => {
      row[start + index] = letter;
    });
  }
}

/** A dotted line through each moment where the picture is empty, and the row of letters below. */
function drawMarks(grid: string[][], marks: readonly PlottedMark[], span: TimeSpan): string[] {
  if (marks.length === 0) return [];
  const letters = new Array<string>(span.columns).fill(' ');
  for (const { atMs, letter } of marks) {
    const wanted = Math.min(columnAt(atMs, span), span.columns - 1);
    const column = [wanted, wanted + 1, wanted - 1].find((free) => letters[free] === ' ');
    // Of several within three columns the first are told.
    if (column === undefined) continue;
    letters[column] = letter;
    for (const row of grid) if (column === wanted && (row[column] ?? ' ') === ' ') row[column] = '┊';
  }
  return [`${' '.repeat(AXIS_COLUMNS)}${letters.join('')}`.trimEnd()];
}

function labelRows(grid: readonly (readonly string[])[], { lowDeg, highDeg }: TiltRange): string[] {
  const bottom = grid.length - 1;
  const zero = Math.round((highDeg * (ROWS - 1)) / (highDeg - lowDeg));
  return grid.map((row, index) => {
    const label = index === 0 ? signed(highDeg) : index === zero ? '0' : index === bottom ? signed(lowDeg) : '';
    return `${label.padStart(8)} ${label === '' ? '│' : '┤'}${row.join('')}`.trimEnd();
  });
}

function signed(degrees: number): string {
  return degrees > 0 ? `+${degrees}` : String(degrees);
}

function timeAxis({ startMs, endMs, columns }: TimeSpan): string {
  const end = formatDuration(endMs - startMs);
  return `${' '.repeat(AXIS_COLUMNS)}0:00${end.padStart(columns - 4)}`;
}
