import type { TableContext } from './table-context.ts';

/** Where the present step of the session is to be held, deg: as planned, less where the rider asked for less. */
export function stepTargetDeg({ plan, session, settings }: TableContext): number {
  const plannedDeg = plan.steps[session?.step ?? 0]?.tiltDeg ?? settings.table.uprightDeg;
  if (session === null) return plannedDeg;
  return session.gotoDeg ?? session.easeToDeg ?? Math.max(plannedDeg, session.notBelowDeg);
}
