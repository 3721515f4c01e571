import type { PacedClock } from '../../sim/paced-clock.ts';
import type { PlantTable } from '../../sim/plant-table.ts';
import type { Settings } from '../config/settings.ts';
import type { Occupancy } from '../domain/occupancy.ts';
import { CYCLE_MS } from '../domain/time.ts';
import type { TableHardware } from '../ports/table-hardware.ts';
import type { TestInputs } from '../ports/test-inputs.ts';
import type { BoardAccess, Target } from './target.ts';

/** Self-test, clamp open and closed, grip taken: done well within this. */
const GETTING_IN_MS = 2000;

interface RiderPlace {
  readonly table: PlantTable;
  readonly buttons: TestInputs;
  readonly settings: Settings;
  readonly occupancy: Occupancy;
}

/** What the simulated rider does in a tick. */
export async function riderOn({ table, buttons, settings, occupancy }: RiderPlace): Promise<Target['actAsRider']> {
  if (occupancy === 'none') {
    buttons.release('CLAMP');
    return () => undefined;
  }
  const [{ SimulatedRider }, { RiderExercise }] = await Promise.all([
    import('../../sim/simulated-rider.ts'),
    import('../../sim/rider-exercise.ts'),
  ]);
  const rider = new SimulatedRider({ buttons, hasGrip: settings.board.hasGrip, startMs: table.nowMs });
  const exercise = new RiderExercise(table, { seed: 1, movement: 'when-asked' });
  return (controller) => {
    rider.act(table.nowMs, controller, table.plant.tiltDeg);
    if (occupancy === 'person') exercise.act(table.nowMs, controller);
  };
}

interface PacedParts {
  readonly hardware: TableHardware;
  readonly clock: PacedClock;
  readonly buttons: TestInputs;
  readonly rider: Target['actAsRider'];
  readonly board: BoardAccess | null;
}

/** A table whose time passes by a clock of this process: hands, a rider and any speed. */
export function targetOf({ hardware, clock, buttons, rider, board }: PacedParts): Target {
  return {
    board,
    hardware,
    clock,
    testInputs: buttons,
    panel: null,
    bar: null,
    speed: {
      get value() {
        return clock.speed;
      },
      set value(next: number) {
        clock.speed = next;
      },
    },
    skipGettingIn: (tick) => clock.skip(GETTING_IN_MS, CYCLE_MS, tick),
    actAsRider: rider,
    reported: async () => undefined,
  };
}
