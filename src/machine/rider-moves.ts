import type { TableContext } from './table-context.ts';

/** Whether a hold is under way in which the rider exercises. The table stands on its brake; a pause or a jog is no such hold. */
export function riderMoves({ session, plan, deadlines }: TableContext): boolean {
  if (session === null || deadlines['phase-ends'] === undefined) return false;
  return plan.steps[session.step]?.riderMoves === true;
}
