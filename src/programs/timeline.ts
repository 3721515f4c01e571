import type { Settings } from '../config/settings.ts';
import { HEAD_DOWN_BEGINS_DEG, HEAD_DOWN_ENDS_DEG } from '../domain/units.ts';
import type { Trajectory } from '../trajectory/plan-trajectory.ts';
import { type PlannedPart, planSession } from './plan-session.ts';
import type { Program } from './program.ts';

/** A program worked out: what the table does when, from START to upright again. */
export interface Timeline {
  readonly segments: readonly Segment[];
  readonly totalMs: number;
  readonly headDownMs: number;
  readonly longestHeadDownMs: number;
  readonly deepestDeg: number;
  /** Number of holds; rests are none. */
  readonly holds: number;
  /** Each unbroken time head-down. */
  readonly headDown: readonly Span[];
}

export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

export interface Segment extends Span {
  readonly kind: 'ramp' | 'hold' | 'rest';
  readonly fromDeg: number;
  readonly toDeg: number;
  /** 1 .. `holds` in a hold, else null. */
  readonly hold: number | null;
  /** The rider exercises in this hold. */
  readonly riderMoves: boolean;
  /** The step of `withEnding(program)` that it belongs to; null on the last way up. */
  readonly step: number | null;
}

/** The exact timeline of a program under these settings, its ending included. */
export function timelineOf(program: Program, settings: Settings): Timeline {
  const { uprightDeg } = settings.table;
  const timed = timeParts(planSession(program, settings), uprightDeg);
  const segments = timed.map(({ segment }) => segment);
  const headDown = headDownSpans(timed);
  const lengths = headDown.map(({ startMs, endMs }) => endMs - startMs);
  return {
    segments,
    totalMs: segments.at(-1)?.endMs ?? 0,
    headDownMs: lengths.reduce((sum, length) => sum + length, 0),
    longestHeadDownMs: Math.max(0, ...lengths),
    deepestDeg: Math.min(uprightDeg, ...segments.map(({ toDeg }) => toDeg)),
    holds: segments.filter(({ kind }) => kind === 'hold').length,
    headDown,
  };
}

export interface TiltAt {
  readonly tMs: number;
  readonly tiltDeg: number;
}

/** Planned tilt at `count` moments spread evenly from START to the end. */
export function sampleTilt(program: Program, settings: Settings, count: number): readonly TiltAt[] {
  const timed = timeParts(planSession(program, settings), settings.table.uprightDeg);
  const totalMs = timed.at(-1)?.segment.endMs ?? 0;
  return Array.from({ length: count }, (_, index) => {
    const tMs = (totalMs * index) / Math.max(count - 1, 1);
    const timedPart = timed.find(({ segment }) => tMs <= segment.endMs);
    return { tMs, tiltDeg: timedPart === undefined ? settings.table.uprightDeg : tiltWithin(timedPart, tMs) };
  });
}

function tiltWithin({ part, segment }: TimedPart, tMs: number): number {
  return part.kind === 'ramp' ? part.trajectory.at((tMs - segment.startMs) / 1000).tiltDeg : part.tiltDeg;
}

interface TimedPart {
  readonly part: PlannedPart;
  readonly segment: Segment;
}

function timeParts(parts: readonly PlannedPart[], uprightDeg: number): readonly TimedPart[] {
  let exactMs = 0;
  let fromDeg = uprightDeg;
  let holds = 0;
  return parts.map((part) => {
    const startMs = Math.round(exactMs);
    exactMs += part.kind === 'ramp' ? part.trajectory.durationS * 1000 : part.durationMs;
    if (part.kind === 'hold') holds += 1;
    const toDeg = part.kind === 'ramp' ? part.toDeg : part.tiltDeg;
    const hold = part.kind === 'hold' ? holds : null;
    const riderMoves = part.kind === 'hold' && part.riderMoves;
    const { kind, step } = part;
    const segment = { kind, startMs, endMs: Math.round(exactMs), fromDeg, toDeg, hold, riderMoves, step };
    fromDeg = toDeg;
    return { part, segment };
  });
}

/** What a hold may be off by, deg: a hold at a threshold may lie on either side of it, and counts as head-down. */
const HOLD_WITHIN_DEG = 0.5;

/**
 * Times head-down. Whether a time is one is for the two thresholds to say; its length is counted from horizontal to
 * horizontal, ramps included. The session's own clock, which runs from threshold to threshold, therefore never shows
 * more than was planned.
 */
function headDownSpans(timed: readonly TimedPart[]): readonly Span[] {
  const spans: Span[] = [];
  let startMs: number | null = null;
  for (const { part, segment } of timed) {
    if (part.kind !== 'ramp') continue;
    const crossing = (fallback: number) => horizontalCrossingMs(part.trajectory, segment) ?? fallback;
    if (startMs === null && segment.toDeg < HEAD_DOWN_BEGINS_DEG + HOLD_WITHIN_DEG) {
      startMs = crossing(segment.startMs);
    } else if (startMs !== null && segment.toDeg > HEAD_DOWN_ENDS_DEG + HOLD_WITHIN_DEG) {
      spans.push({ startMs, endMs: crossing(segment.endMs) });
      startMs = null;
    }
  }
  return spans;
}

/** When a ramp passes 0 deg, by halving; null where both ends lie on one side. */
function horizontalCrossingMs(trajectory: Trajectory, { startMs, fromDeg, toDeg }: Segment): number | null {
  if (fromDeg * toDeg >= 0) return null;
  let low = 0;
  let high = trajectory.durationS;
  for (let halving = 0; halving < 40; halving += 1) {
    const middle = (low + high) / 2;
    if (trajectory.at(middle).tiltDeg < 0 === fromDeg < 0) low = middle;
    else high = middle;
  }
  return Math.round(startMs + high * 1000);
}
