import { initialTransition, transition } from 'xstate';
import type { MotionDemand } from '../domain/demand.ts';
import type { TableState } from '../domain/states.ts';
import { earliestDeadlineMs } from './deadlines.ts';
import { demandOf, sameDemand } from './demand-of.ts';
import type { TableContext, TableInput } from './table-context.ts';
import type { TableEvent } from './table-event.ts';
import { type TableSnapshot, tableMachine } from './table-machine.ts';

/**
 * The machine with its latest snapshot, and what the cycle asks of it every tick worked out once a step. Stepping goes
 * through the pure `transition()`: what throws inside throws here, into the cycle, where the rider is brought up. An
 * actor would swallow it and ignore every later event.
 */
export class TableStepper {
  #snapshot: TableSnapshot;
  #demand: MotionDemand = { kind: 'stay' };
  #earliestDeadlineMs = Number.POSITIVE_INFINITY;

  constructor(input: TableInput) {
    const [snapshot] = initialTransition(tableMachine, input);
    this.#snapshot = snapshot;
    this.#project();
  }

  step(event: TableEvent): void {
    const [snapshot] = transition(tableMachine, this.#snapshot, event);
    if (snapshot === this.#snapshot) return;
    this.#snapshot = snapshot;
    this.#project();
  }

  get state(): TableState {
    return this.#snapshot.value as TableState;
  }

  get context(): TableContext {
    return this.#snapshot.context;
  }

  /** The same object until another motion is wanted. */
  get demand(): MotionDemand {
    return this.#demand;
  }

  get earliestDeadlineMs(): number {
    return this.#earliestDeadlineMs;
  }

  #project(): void {
    const demand = demandOf(this.state, this.context);
    if (!sameDemand(demand, this.#demand)) this.#demand = demand;
    this.#earliestDeadlineMs = earliestDeadlineMs(this.context.deadlines);
  }
}
