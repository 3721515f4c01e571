/** Answers what has come, up to wall time `untilMs`. */
interface Polled {
  poll(untilMs: number): void;
}

/** Polls many within one budget. Who goes first changes, so that a flood at one does not starve the others. */
export class PollInTurn {
  #first = 0;

  poll(members: readonly Polled[], untilMs: number): void {
    const count = members.length;
    for (let turn = 0; turn < count; turn += 1) members[(this.#first + turn) % count]?.poll(untilMs);
    this.#first += 1;
  }
}
