import type { TableContext } from './table-context.ts';

/** Whether a hold is under way in which the rider exercises. The table stands on its brake; a pause or a jog is no such hold. */
export function riderMoves({ session, plan, deadlines }: TableContext): boolean {
  if (session === null || deadlines['phase-ends'] === undefined) return false;
  return plan.steps[session.step]?.riderMoves === true;
}

/** The rider is to lie still again so long before the brake lets go: 150 kg in full swing jolt the table, ms. */
const STILL_BEFORE_RAMP_MS = 3000;

/** Whether the rider is asked to move: to the end of such a hold, less the time to come to rest. */
export function movementWanted(context: TableContext, nowMs: number): boolean {
  const stillFrom = stillFromMs(context);
  return stillFrom !== null && nowMs < stillFrom;
}

/** From when the rider is to lie still, on the cycle's clock; null outside such a hold. */
export function stillFromMs(context: TableContext): number | null {
  return riderMoves(context) ? (context.deadlines['phase-ends'] ?? 0) - STILL_BEFORE_RAMP_MS : null;
}
