import type { Violation } from '../../sim/session-result.ts';
import { type ShortResult, sampleAt, uprightFromMs } from '../cycle/short-session.ts';
import type { Allowed, FaultReaction } from './reactions.ts';

/** One or two faults in a run, and from when on nothing outranks the way up. */
export interface FaultRun {
  readonly result: ShortResult;
  readonly faults: readonly { readonly reaction: FaultReaction; readonly atMs: number }[];
  readonly freeMs: number;
  /** When somebody presses RETURN or UP. */
  readonly askedMs: readonly number[];
  /** When the same run without a fault was over, and how it ended. */
  readonly soundMs: number;
  readonly soundOutcome: string;
}

/** In judging a pair, what one fault costs may delay the other's answer once more. */
const RANK: Readonly<Record<Allowed['kind'], number>> = {
  'as-planned': 0,
  'ends-upright': 1,
  upright: 2,
  'may-stand': 3,
};

/** What is wrong with what the plant did, or null. */
export function complaintOf(run: FaultRun): string | null {
  return brokenRule(run) ?? movedWhileHeld(run) ?? notAsAllowed(run);
}

/** What holds in every session, whatever has failed: the plant's checker, and the two extremes once more. */
function brokenRule({ result, faults }: FaultRun): string | null {
  const excuses = faults.flatMap(({ reaction, atMs }) => (reaction.excuses ?? []).map((each) => ({ ...each, atMs })));
  const excused = ({ rule, atMs }: Violation): boolean =>
    excuses.some((each) => each.rule === rule && isWithin(atMs - each.atMs, each.forMs ?? Number.POSITIVE_INFINITY));
  const thrown = ({ rule, atMs }: Violation): boolean =>
    rule === 'rate' && faults.some((fault) => isWithin(atMs - fault.atMs, fault.reaction.throwsForMs ?? 0));
  const violation = result.violations.find((each) => !excused(each) && !thrown(each));
  if (violation !== undefined) return textOf(violation);
  if (result.maxRateDegPerSec > 8 && !result.violations.some(thrown))
    return `rate ${result.maxRateDegPerSec.toFixed(2)}`;
  if (!excuses.some(({ rule }) => rule === 'tilt-range') && result.minTiltDeg < -63)
    return `down to ${result.minTiltDeg.toFixed(2)}`;
  return null;
}

const isWithin = (sinceMs: number, forMs: number): boolean => sinceMs >= 0 && sinceMs < forMs;

function movedWhileHeld({ result, faults, freeMs, askedMs }: FaultRun): string | null {
  // A contact that reads as a press asks all the time, and a brake that glides holds nothing whatever is asked of it.
  if (faults.some(({ reaction }) => reaction.asks === true || reaction.glides === true)) return null;
  for (const { reaction, atMs } of faults) {
    if (reaction.stillMs === undefined) continue;
    const fromMs = atMs + reaction.stillMs[0];
    // The scene's own RETURN may be the one that is asked for.
    const asked = [freeMs, ...askedMs].filter((each) => each > atMs);
    const toMs = Math.min(atMs + reaction.stillMs[1], ...asked);
    const tilts = result.trace.filter(({ tMs }) => tMs >= fromMs && tMs <= toMs).map(({ tiltDeg }) => tiltDeg);
    if (tilts.length === 0) continue;
    const movedDeg = highestOf(tilts) - lowestOf(tilts);
    if (movedDeg > 0.3) return `moved ${movedDeg.toFixed(2)} deg while held by ${reaction.fault}`;
  }
  return null;
}

function notAsAllowed(run: FaultRun): string | null {
  const { result, faults } = run;
  const kinds = faults.map(({ reaction }) => reaction.allowed);
  const highest = kinds.reduce((one, other) => (RANK[other.kind] > RANK[one.kind] ? other : one));
  const uprightMs = uprightFromMs(result);
  const isUpright = Number.isFinite(uprightMs);
  const where = `${result.outcome} by ${result.cause}, ended at ${result.finalTiltDeg.toFixed(1)}`;
  switch (highest.kind) {
    case 'as-planned':
      if (result.outcome !== run.soundOutcome) return `${where} instead of ${run.soundOutcome}`;
      return isUpright ? null : where;
    case 'ends-upright':
    case 'upright': {
      const deadlineMs = faults.reduce((sum, fault) => sum + laterMs(fault), deadlineOf(run));
      if (!isUpright) return where;
      const overMs = uprightMs - deadlineMs;
      return overMs <= 0 ? null : `${(overMs / 1000).toFixed(1)} s late, ${where}`;
    }
    case 'may-stand':
      return isUpright ? null : notStanding(run, highest.withinDeg);
    default:
      return highest satisfies never;
  }
}

/** The earliest time by which every promise allows the rider to be up, before what is added for slow ones. */
function deadlineOf({ result, faults, freeMs, soundMs }: FaultRun): number {
  const prompt = faults.filter(({ reaction }) => reaction.allowed.kind === 'upright');
  if (prompt.length === 0) return soundMs + Math.max(0, ...faults.map(({ reaction }) => reaction.freeAfterMs ?? 0));
  const fromMs = Math.max(freeMs, ...faults.map(({ reaction, atMs }) => atMs + (reaction.freeAfterMs ?? 0)));
  const { tiltDeg } = sampleAt(result, fromMs);
  const ways = prompt.map(({ reaction: { allowed } }) => (allowed.kind === 'upright' ? allowed.withinMs(tiltDeg) : 0));
  return fromMs + (faults.length === 1 ? Math.max(...ways) : ways.reduce((sum, way) => sum + way, 0));
}

function laterMs({ reaction }: FaultRun['faults'][number]): number {
  return reaction.allowed.kind === 'ends-upright' ? reaction.allowed.laterMs : 0;
}

/** Not upright, then: still, with nothing driven, and not further down than where the last motion began. */
function notStanding({ result, faults }: FaultRun, withinDeg: number): string | null {
  const { trace } = result;
  const last = trace.at(-1);
  const tenBefore = trace.at(-200);
  if (last === undefined || tenBefore === undefined) return 'no trace';
  if (Math.abs(last.tiltDeg - tenBefore.tiltDeg) > 0.3) return `still moves at the end, at ${last.tiltDeg.toFixed(1)}`;
  if (last.duty !== 0) return `still drives at the end: duty ${last.duty}`;
  const fromMs = Math.min(...faults.map(({ atMs }) => atMs));
  const lowestDeg = lowestOf(trace.filter(({ tMs }) => tMs >= fromMs).map(({ tiltDeg }) => tiltDeg));
  const sunkDeg = lowestPlanned(trace, fromMs) - lowestDeg;
  return sunkDeg > withinDeg ? `sank ${sunkDeg.toFixed(1)} deg, to ${lowestDeg.toFixed(1)}` : null;
}

/** A table that was on its way down may have gone on as planned until the fault showed. */
function lowestPlanned(trace: FaultRun['result']['trace'], fromMs: number): number {
  const at = trace.find(({ tMs }) => tMs >= fromMs);
  if (at === undefined) return Number.NaN;
  const down = trace.filter(({ tMs, state }) => tMs >= fromMs && (state === 'moving' || state === 'jogging'));
  return Math.min(at.tiltDeg, lowestOf(down.map(({ estimateDeg }) => estimateDeg)));
}

/** A session of hours has more samples than a call takes arguments. */
const lowestOf = (values: readonly number[]): number =>
  values.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
const highestOf = (values: readonly number[]): number => -lowestOf(values.map((value) => -value));

function textOf({ rule, atMs, value, limit }: Violation): string {
  return `${rule} at ${atMs} ms: ${value.toFixed(2)}, limit ${limit.toFixed(2)}`;
}
