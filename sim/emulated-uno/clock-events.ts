const NEVER = Number.POSITIVE_INFINITY;

/** One thing that a peripheral waits for; it is set anew each time. */
export class ClockEvent {
  /** Infinite while nothing is awaited. */
  atCycle = NEVER;
  readonly #events: ClockEvents;
  readonly fire: (cycle: number) => void;
  readonly survivesReset: boolean;

  constructor(events: ClockEvents, fire: (cycle: number) => void, survivesReset: boolean) {
    this.#events = events;
    this.fire = fire;
    this.survivesReset = survivesReset;
  }

  set(atCycle: number): void {
    const wasNext = this.atCycle === this.#events.nextCycle;
    this.atCycle = atCycle;
    if (atCycle <= this.#events.nextCycle) this.#events.nextCycle = atCycle;
    else if (wasNext) this.#events.findNext();
  }

  cancel(): void {
    if (this.atCycle !== NEVER) this.set(NEVER);
  }
}

/** What the peripherals wait for, in processor cycles. There are few of them, and each waits for one thing at a time. */
export class ClockEvents {
  nextCycle = NEVER;
  readonly #events: ClockEvent[] = [];

  create(fire: (cycle: number) => void, survivesReset = false): ClockEvent {
    const event = new ClockEvent(this, fire, survivesReset);
    this.#events.push(event);
    return event;
  }

  /** Fires all that is due, in order of time; each may set itself or others again. */
  fireDue(nowCycle: number): void {
    while (this.nextCycle <= nowCycle) {
      const atCycle = this.nextCycle;
      const due = this.#events.find((event) => event.atCycle === atCycle);
      if (due === undefined) this.findNext();
      else {
        due.cancel();
        due.fire(atCycle);
      }
    }
  }

  /** The chip is reset: what happens outside of it goes on, and so does a write of the EEPROM. */
  reset(): void {
    for (const event of this.#events) if (!event.survivesReset) event.cancel();
  }

  findNext(): void {
    let next = NEVER;
    for (const { atCycle } of this.#events) if (atCycle < next) next = atCycle;
    this.nextCycle = next;
  }
}
