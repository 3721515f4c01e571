import type { Settings } from '../config/settings.ts';
import type { MotionRates } from '../domain/demand.ts';
import { planReturn } from '../trajectory/plan-return.ts';
import { type MotionLimits, planTrajectory, type Trajectory } from '../trajectory/plan-trajectory.ts';
import type { Program } from './program.ts';
import { withEnding } from './with-ending.ts';

/** A stretch of the session: a ramp with its trajectory, or time at one tilt. */
export type PlannedPart =
  | { readonly kind: 'ramp'; readonly trajectory: Trajectory; readonly toDeg: number; readonly step: number | null }
  | {
      readonly kind: 'hold' | 'rest';
      readonly durationMs: number;
      readonly tiltDeg: number;
      readonly riderMoves: boolean;
      readonly step: number;
    };

/** The rates at which a program moves: its own or the table's; standing up is never faster than the table's setting for it. */
export function planRatesOf({ rampDegPerSec }: Pick<Program, 'rampDegPerSec'>, { table }: Settings): MotionRates {
  const rate = rampDegPerSec ?? table.rates.rampDegPerSec;
  return {
    headDownUpDegPerSec: rate,
    headUpUpDegPerSec: Math.min(rate, table.rates.headUpDegPerSec),
    downDegPerSec: rate,
  };
}

/** A program from upright to upright, its ending included. Steps are numbered as in `withEnding(program)`. */
export function planSession(program: Program, settings: Settings): readonly PlannedPart[] {
  const { uprightDeg } = settings.table;
  const rates = planRatesOf(program, settings);
  const parts: PlannedPart[] = [];
  let tiltDeg = uprightDeg;
  const moveTo = (targetDeg: number, step: number | null): void => {
    if (targetDeg === tiltDeg) return;
    const trajectory = planRamp({ fromDeg: tiltDeg, toDeg: targetDeg }, rates, settings);
    parts.push({ kind: 'ramp', trajectory, toDeg: targetDeg, step });
    tiltDeg = targetDeg;
  };
  withEnding(program).steps.forEach(({ kind, tiltDeg: stepDeg, durationMs, riderMoves = false }, step) => {
    moveTo(stepDeg, step);
    parts.push({ kind, durationMs, tiltDeg: stepDeg, riderMoves, step });
  });
  moveTo(uprightDeg, null);
  return parts;
}

function planRamp(
  { fromDeg, toDeg }: { fromDeg: number; toDeg: number },
  { headDownUpDegPerSec, headUpUpDegPerSec, downDegPerSec }: MotionRates,
  { table: { rates } }: Settings,
): Trajectory {
  const limitsFor = (maxRate: number): MotionLimits => ({
    maxRate,
    minRate: -downDegPerSec,
    maxAccel: rates.accelDegPerSec2,
    minAccel: -rates.accelDegPerSec2,
    maxJerk: rates.jerkDegPerSec3,
  });
  const start = { tiltDeg: fromDeg, rateDegPerSec: 0, accelDegPerSec2: 0 };
  if (toDeg < fromDeg) return planTrajectory(start, toDeg, limitsFor(headDownUpDegPerSec));
  return planReturn(start, toDeg, { headDown: limitsFor(headDownUpDegPerSec), headUp: limitsFor(headUpUpDegPerSec) });
}
