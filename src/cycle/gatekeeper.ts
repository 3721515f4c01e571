import type { TableEstimate } from '../domain/estimate.ts';
import type { SensorFrame } from '../domain/frames.ts';
import type { Refusal } from '../domain/verdict.ts';
import type { TableStepper } from '../machine/step-table.ts';
import type { TableEventBody } from '../machine/table-event.ts';
import type { SafetyEvaluator } from '../safety/evaluate-safety.ts';
import type { PreStart } from '../safety/pre-start.ts';
import type { ButtonEdges } from '../sensing/button-edges.ts';
import type { ControllerOptions } from './controller-options.ts';

/** One that has brought the rider up gives nobody its table before it is upright to within a degree. */
const NOT_OBEYED = 'the board does not obey: press RETURN, and wait until it has brought the table upright';

type Doors = Pick<ControllerOptions, 'hardware' | 'admission'>;

interface Witnesses {
  readonly safety: SafetyEvaluator;
  readonly preStart: PreStart;
  readonly buttons: Pick<ButtonEdges, 'chattering'>;
}

/**
 * Holds back the two events that need more than the machine knows: a START while anything speaks against it, and an
 * acknowledgement while a cause is still there.
 */
export class Gatekeeper {
  readonly #doors: Doors;
  readonly #safety: SafetyEvaluator;
  readonly #preStart: PreStart;
  readonly #buttons: Witnesses['buttons'];
  #obeys = false;

  constructor(doors: Doors, { safety, preStart, buttons }: Witnesses) {
    this.#doors = doors;
    this.#buttons = buttons;
    this.#safety = safety;
    this.#preStart = preStart;
  }

  observe({ inputs, mode }: SensorFrame, sessionOpen: boolean): void {
    this.#preStart.observe(inputs, sessionOpen);
    this.#obeys = mode === 'leased';
  }

  admits(event: TableEventBody, table: TableStepper, estimate: TableEstimate): boolean {
    switch (event.type) {
      case 'START_PRESSED':
        if (table.state !== 'ready' && table.state !== 'arming') return true;
        return this.refusals(table, estimate).length === 0;
      case 'ACKNOWLEDGED':
        if (table.state === 'holding' || table.state === 'resting') return true;
        if (table.state !== 'ready' && table.state !== 'locked') return false;
        return this.#safety.acknowledge().length === 0;
      default:
        return true;
    }
  }

  /** Everything that speaks against a start right now. */
  refusals({ context }: TableStepper, estimate: TableEstimate): readonly Refusal[] {
    const { facts } = this.#doors.hardware;
    const { faults } = this.#safety.verdict;
    const { chattering } = this.#buttons;
    const found = [
      ...this.#preStart.refusals({ estimate, occupancy: context.occupancy, faults, chattering }),
      ...this.#doors.admission.refusalsFor({ name: context.plan.name, headDownMs: context.plan.headDownMs }),
    ];
    if (context.occupancy === 'person' && !facts.carriesRider.ok) {
      found.push({ id: 'HARDWARE', text: facts.carriesRider.because });
    }
    if (!this.#obeys) found.push({ id: 'HARDWARE', text: NOT_OBEYED });
    return found;
  }
}
