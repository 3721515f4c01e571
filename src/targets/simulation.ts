export type { ScheduledEvent } from '../../sim/scheduled-event.ts';
export type { SessionEvent } from '../../sim/session-log.ts';
export type { SessionResult } from '../../sim/session-result.ts';
export type { SessionSample } from '../../sim/simulation-options.ts';

/** What `simulate` runs on. */
export const loadSimulation = async () => {
  const [{ simulateSession }, { findFault, SIMULATED_FAULTS }, { MASS_KG, COM_CM }] = await Promise.all([
    import('../../sim/simulate-session.ts'),
    import('../../sim/faults.ts'),
    import('../../sim/rider-bounds.ts'),
  ]);
  return { simulateSession, findFault, faults: SIMULATED_FAULTS, massKg: MASS_KG, comCm: COM_CM };
};
