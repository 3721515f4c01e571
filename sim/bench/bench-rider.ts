import type { Settings } from '../../src/config/settings.ts';
import type { TableView } from '../../src/domain/view.ts';
import type { BenchSetup } from '../../src/ports/bench-table.ts';
import type { TestInputs } from '../../src/ports/test-inputs.ts';
import type { PlantTable } from '../plant-table.ts';
import { RiderExercise } from '../rider-exercise.ts';
import { SimulatedRider } from '../simulated-rider.ts';

interface RiderPlace {
  readonly setup: BenchSetup & { readonly settings: Settings };
  readonly table: PlantTable;
  readonly hands: TestInputs;
}

/** Whoever lies on a bench's table: gets in, answers where the scenario wants it, and moves where the program asks for it. */
export class BenchRiderPart {
  readonly #table: PlantTable;
  readonly #rider: SimulatedRider | null = null;
  readonly #exercise: RiderExercise | null = null;

  constructor({ setup, table, hands }: RiderPlace) {
    const { rider, occupancy, seed, settings } = setup;
    this.#table = table;
    if (rider === null || occupancy === 'none') {
      hands.release('CLAMP');
      return;
    }
    const { hasGrip } = settings.board;
    // Whoever is found away from upright has lain there before the bench came.
    if (setup.startTiltDeg !== null) hands.press('CLAMP', null);
    const unresponsiveFromMs = rider.answers ? null : table.nowMs + GOT_IN_MS;
    this.#rider = new SimulatedRider({ buttons: hands, hasGrip, startMs: table.nowMs, unresponsiveFromMs });
    if (occupancy === 'person') this.#exercise = new RiderExercise(table, { seed, movement: 'when-asked' });
  }

  /** Before each cycle, by what the panel shows; null: it is dark. */
  act(view: TableView | null): void {
    if (view === null) return;
    const { nowMs, plant } = this.#table;
    const panel = { state: view.state, view: () => view };
    this.#rider?.act(nowMs, panel, plant.tiltDeg);
    this.#exercise?.act(nowMs, panel);
  }
}

/** One who answers nothing has got in all the same, ms. */
const GOT_IN_MS = 10_000;
