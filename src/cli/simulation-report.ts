import type { Settings } from '../config/settings.ts';
import { describeTilt, formatDuration, HEAD_DOWN_BEGINS_DEG, HEAD_DOWN_ENDS_DEG } from '../domain/units.ts';
import type { FoundProgram } from '../programs/judge-program.ts';
import { hazardText } from '../safety/hazards.ts';
import type { ScheduledEvent, SessionResult, SessionSample } from '../targets/simulation.ts';
import { planReturn } from '../trajectory/plan-return.ts';
import type { EventWords } from './event-teller.ts';
import { plotTilt } from './plot.ts';
import { timelineLines, timelineOf } from './session-timeline.ts';

export interface Simulation {
  readonly result: SessionResult;
  readonly points: readonly SessionSample[];
  readonly found: Extract<FoundProgram, { ok: true }>;
  readonly settings: Settings;
  readonly massKg: number;
  readonly seed: number;
  readonly width: number;
  /** What was to happen after the end. */
  readonly unreached: readonly ScheduledEvent[];
  readonly faultOf: EventWords['faultOf'];
}

/** A simulated session for people: how it went, a picture of it, what happened when, and what it came to. */
export function describeSimulation(simulation: Simulation): string {
  const { result, points, found, massKg, seed, width, unreached, faultOf } = simulation;
  const rows = timelineOf(result, points, { hazardText, faultOf });
  const lines = [`${found.program.name}, rider ${massKg} kg, seed ${seed}: ${outcomeWords(result)}`, ''];
  const samples = [...points, { tMs: result.simMs, tiltDeg: result.finalTiltDeg }];
  if (points.length > 1) lines.push(plotTilt({ samples, holds: result.holds, marks: rows, width }), '');
  if (rows.length > 0) lines.push(...timelineLines(rows, width), '');
  lines.push(holdLine(result), headDownLine(simulation), wayUpLine(simulation));
  if (result.faults.length > 0) lines.push(`faults     ${result.faults.join(', ')}`);
  for (const event of unreached) {
    lines.push(
      `note       ${scheduledWords(event)} at ${formatDuration(event.atMs)} was not reached: the session was over`,
    );
  }
  for (const { rule, atMs, value, limit } of result.violations) {
    lines.push(`VIOLATION  ${rule} at ${formatDuration(atMs)}: ${value.toFixed(2)}, limit ${limit.toFixed(2)}`);
  }
  return lines.join('\n');
}

function scheduledWords(event: ScheduledEvent): string {
  return `${event.kind} of ${'fault' in event ? event.fault : event.button}`;
}

function outcomeWords({ outcome, cause, simMs, finalTiltDeg }: SessionResult): string {
  const by = cause === null ? '' : ` by ${cause}`;
  switch (outcome) {
    case 'completed':
      return `completed in ${formatDuration(simMs)}`;
    case 'returned':
      return `returned early${by}, ${describeTilt(Math.round(finalTiltDeg))} after ${formatDuration(simMs)}`;
    case 'stopped':
      return `stopped${by}, held at ${describeTilt(Math.round(finalTiltDeg))}`;
    case 'refused':
      return `refused${by}`;
    default:
      return outcome satisfies never;
  }
}

function holdLine({ holds }: SessionResult): string {
  const [first] = holds;
  if (first === undefined) return 'holds      none';
  const worstDeg = Math.max(...holds.map((hold) => hold.maxErrorDeg));
  const lengths = holds.map((hold) => formatDuration(hold.endMs - hold.startMs));
  const same = lengths.every((length) => length === lengths[0]);
  const depths = new Set(holds.map((hold) => describeTilt(hold.targetDeg)));
  return `holds      ${same ? `${holds.length} x ${lengths[0]}` : lengths.join(', ')} at ${[...depths].join(', ')}, worst error ${worstDeg.toFixed(1)}°`;
}

function headDownLine({ result, points, settings }: Simulation): string {
  const { sessionMs, headDownMs } = settings.timeouts;
  const total = `${formatDuration(result.headDownMs)} of ${formatDuration(sessionMs)}`;
  return `head-down  ${total}, longest ${formatDuration(longestHeadDownMs(points))} of ${formatDuration(headDownMs)}`;
}

function longestHeadDownMs(points: readonly SessionSample[]): number {
  let longestMs = 0;
  let sinceMs: number | null = null;
  for (const { tMs, tiltDeg } of points) {
    if (sinceMs === null && tiltDeg < HEAD_DOWN_BEGINS_DEG) sinceMs = tMs;
    else if (tiltDeg > HEAD_DOWN_ENDS_DEG) sinceMs = null;
    if (sinceMs !== null) longestMs = Math.max(longestMs, tMs - sinceMs);
  }
  return longestMs;
}

function wayUpLine({ found, settings }: Simulation): string {
  const { rates, uprightDeg } = settings.table;
  const limits = (maxRate: number) => ({
    maxRate,
    minRate: -rates.rampDegPerSec,
    maxAccel: rates.accelDegPerSec2,
    minAccel: -rates.accelDegPerSec2,
    maxJerk: rates.jerkDegPerSec3,
  });
  const deepest = { tiltDeg: found.timeline.deepestDeg, rateDegPerSec: 0, accelDegPerSec2: 0 };
  const { durationS } = planReturn(deepest, uprightDeg, {
    headDown: limits(rates.emergencyDegPerSec),
    headUp: limits(rates.emergencyHeadUpDegPerSec),
  });
  return `way up     ${Math.round(durationS)} s after RETURN from the deepest hold`;
}
