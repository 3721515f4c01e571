import type { Settings } from '../config/settings.ts';
import { formatDuration } from '../domain/units.ts';
import type { Segment, Timeline } from './timeline.ts';

/** A timeline in words and columns, for terminals and reports. */

/** The total, the holds, and the time head-down, each against its limit. */
export function summaryLines(
  { headDownMs, longestHeadDownMs, holds, totalMs }: Timeline,
  settings: Settings,
): readonly string[] {
  const { timeouts, rider } = settings;
  const dayMs = rider.dailyHeadDownCapMs;
  return [
    `total      ${formatDuration(totalMs)} of ${formatDuration(timeouts.sessionMs)}`,
    `holds      ${holds}`,
    `head-down  ${formatDuration(headDownMs)} of ${formatDuration(dayMs)} a day, longest ${formatDuration(longestHeadDownMs)} of ${formatDuration(timeouts.headDownMs)}`,
  ];
}

/** One row a segment, under a heading. */
export function segmentLines(segments: readonly Segment[]): readonly string[] {
  const heading = row({ at: 'at', lasts: 'lasts', what: 'what', tilt: 'tilt' });
  return [heading, ...segments.map(segmentRow)];
}

function segmentRow({ kind, startMs, endMs, fromDeg, toDeg, hold, riderMoves }: Segment): string {
  const tilt =
    kind === 'ramp'
      ? `${degrees(fromDeg)} to ${degrees(toDeg)}`
      : `${degrees(toDeg)}${riderMoves ? ', the rider moves' : ''}`;
  const what = hold === null ? kind : `${kind} ${hold}`;
  return row({ at: formatDuration(startMs), lasts: exactly(endMs - startMs), what, tilt });
}

function row({ at, lasts, what, tilt }: Record<'at' | 'lasts' | 'what' | 'tilt', string>): string {
  return `${at.padStart(7)}  ${lasts.padStart(8)}  ${what.padEnd(8)}  ${tilt}`;
}

const degrees = (value: number): string => `${value > 0 ? '+' : ''}${value}°`;

/** To the tenth of a second where there is one: `0:31.5`. */
function exactly(durationMs: number): string {
  const tenths = Math.round(durationMs / 100);
  const whole = formatDuration(Math.floor(tenths / 10) * 1000);
  return tenths % 10 === 0 ? whole : `${whole}.${tenths % 10}`;
}
