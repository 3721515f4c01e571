import type { SessionResult } from '../../sim/session-result.ts';
import { HEAD_DOWN_BEGINS_DEG, HEAD_DOWN_ENDS_DEG } from '../../src/domain/units.ts';
import type { FoundProgram } from '../../src/programs/judge-program.ts';
import type { Segment } from '../../src/programs/timeline.ts';
import { headDownLessMs, latestMs } from './timeline-tolerance.ts';

/** What a session did otherwise than its timeline said, beyond the stated tolerance; empty where it agrees. */
export function disagreements(
  found: Extract<FoundProgram, { ok: true }>,
  result: SessionResult,
  rampDegPerSec: number,
): readonly string[] {
  const { program, timeline } = found;
  const told: string[] = [];
  if (result.outcome !== 'completed') told.push(`${result.outcome} by ${result.cause}`);
  if (result.faults.length > 0) told.push(`faults ${result.faults.join(' ')}`);
  if (result.violations.length > 0) told.push(`violates ${result.violations.map(({ rule }) => rule).join(' ')}`);
  const laterMs = result.simMs - timeline.totalMs;
  if (laterMs < 0 || laterMs > latestMs(program.steps)) told.push(`lasts ${laterMs} ms more than planned`);
  const lessMs = timeline.headDownMs - result.headDownMs;
  const certain = !timeline.segments.some(isDoubtful);
  const mostLessMs = certain ? headDownLessMs(timeline.headDown.length, rampDegPerSec) : timeline.headDownMs;
  if (lessMs < 0 || lessMs > mostLessMs) told.push(`${lessMs} ms less head-down than planned`);
  return [...told, ...holdDisagreements(timeline.segments, result)];
}

function holdDisagreements(segments: readonly Segment[], { holds }: SessionResult): readonly string[] {
  const planned = segments.filter(({ kind }) => kind === 'hold');
  if (planned.length !== holds.length) return [`${holds.length} holds, planned ${planned.length}`];
  return holds.flatMap(({ targetDeg, startMs, endMs, maxErrorDeg }, index) => {
    const segment = planned[index];
    if (segment === undefined) return [];
    const told: string[] = [];
    if (targetDeg !== segment.toDeg) told.push(`hold ${index + 1} at ${targetDeg}, planned ${segment.toDeg}`);
    const longerMs = endMs - startMs - (segment.endMs - segment.startMs);
    if (Math.abs(longerMs) > HOLD_WITHIN_MS) told.push(`hold ${index + 1} is ${longerMs} ms longer than planned`);
    if (maxErrorDeg > HOLD_WITHIN_DEG) told.push(`hold ${index + 1} is off by ${maxErrorDeg} deg`);
    return told;
  });
}

/** The phase is timed to the cycle of 10 ms; the log counts whole cycles at either end. */
const HOLD_WITHIN_MS = 30;
const HOLD_WITHIN_DEG = 0.5;

/** So near to where head-down begins or ends that what a hold is off decides; the timeline then counts it. */
function isDoubtful({ toDeg }: Segment): boolean {
  const near = (thresholdDeg: number) => Math.abs(toDeg - thresholdDeg) <= HOLD_WITHIN_DEG;
  return near(HEAD_DOWN_BEGINS_DEG) || near(HEAD_DOWN_ENDS_DEG);
}
