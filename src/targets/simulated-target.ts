import { riderOn, targetOf } from './paced-target.ts';
import type { Target, TargetOptions } from './target.ts';

/** The simulated table, living by the wall's time with its simulated rider. */
export async function openSimulatedTable({ settings, speed, wall, occupancy }: TargetOptions): Promise<Target> {
  const [{ SimulatedTable }, { PacedClock }, { PanelButtons }] = await Promise.all([
    import('../../sim/simulated-table.ts'),
    import('../../sim/paced-clock.ts'),
    import('../../sim/panel-buttons.ts'),
  ]);
  const table = new SimulatedTable({
    settings,
    rider: occupancy === 'none' ? null : { massKg: 85, comCm: 0 },
    // The loop around the controller is this process's own: it cannot be stopped for a simulated fault.
    hostIsPaced: false,
  });
  const clock = new PacedClock({ table, wall, speed });
  const buttons = new PanelButtons(table);
  const rider = await riderOn({ table, buttons, settings, occupancy });
  return targetOf({ hardware: table, clock, buttons, rider, board: null });
}
