import type { SessionResult } from '../../sim/session-result.ts';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { planOf, type simulate } from '../support/simulate.ts';
import { latestMs } from '../support/timeline-tolerance.ts';

/** How the parts of the evidence judge a session: what is wrong with it, or null. */
type Options = Parameters<typeof simulate>[1];
export interface Part {
  readonly name: string;
  run(check: Check): void;
}
type Check = (program: string, options: NonNullable<Options>, judge: (result: SessionResult) => string | null) => void;

export const MASSES_KG = [40, 85, 150];
/** -60 to upright at the emergency rates takes 40 s; a motion downward has to be stopped first, a pause to be left. */
export const UP_WITHIN_MS = 45_000;

export const completed = (result: SessionResult): string | null => {
  if (result.outcome !== 'completed') return `${result.outcome} by ${result.cause}`;
  if (result.minTiltDeg < -60.5) return `down to ${result.minTiltDeg}`;
  if (Math.abs(result.finalTiltDeg - 75) > 1) return `ended at ${result.finalTiltDeg}`;
  const worst = Math.max(0, ...result.holds.map((hold) => hold.maxErrorDeg));
  if (worst > 0.5) return `hold error ${worst}`;
  return withinBounds(result);
};

/** Completed with every hold that was planned, in the time that was planned. */
export const completedAsPlanned =
  (program: string) =>
  (result: SessionResult): string | null => {
    const plan = planOf(program, DEFAULT_SETTINGS);
    if (result.holds.length !== plan.holds) return `${result.holds.length} holds of ${plan.holds}`;
    const lateMs = result.simMs - plan.totalMs;
    if (lateMs < 0 || lateMs > latestMs(plan.steps)) return `${lateMs} ms later than planned`;
    if (result.faults.length > 0) return `faults ${result.faults.join(' ')}`;
    return completed(result);
  };

export const withinBounds = (result: SessionResult): string | null => {
  const [first] = result.violations;
  if (first !== undefined) return `${first.rule} at ${first.atMs} ms: ${first.value} over ${first.limit}`;
  return result.maxRateDegPerSec > 8 ? `rate ${result.maxRateDegPerSec}` : null;
};

export const uprightBy =
  (deadlineMs: number) =>
  (result: SessionResult): string | null => {
    if (result.outcome !== 'returned' && result.outcome !== 'completed') return `${result.outcome} by ${result.cause}`;
    if (Math.abs(result.finalTiltDeg - 75) > 2) return `ended at ${result.finalTiltDeg}`;
    if (result.outcome === 'returned' && result.simMs > deadlineMs)
      return `up at ${result.simMs}, bound ${deadlineMs} ms`;
    return withinBounds(result);
  };

/** Who swings unasked as the brake lets go pushes the table himself; more than this is not his doing, deg/s2. */
const OWN_PUSH_DEG_PER_SEC2 = 7;

export function withoutOwnPush(result: SessionResult): SessionResult {
  const isOwn = ({ rule, value }: SessionResult['violations'][number]) =>
    rule === 'acceleration' && value < OWN_PUSH_DEG_PER_SEC2;
  return { ...result, violations: result.violations.filter((violation) => !isOwn(violation)) };
}
