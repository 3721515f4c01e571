import { PollInTurn } from '../poll-in-turn.ts';

/** Clients that one table can have at a time. */
export const MAX_CLIENTS = 8;

/** All clients together are answered no longer than this in one cycle, and each message of theirs once more. */
const POLL_BUDGET_MS = 1;

interface RoomClient {
  poll(untilMs: number): void;
}

/** Every client of a table's SCPI ports. */
export class ScpiRoom {
  readonly #nowMs: () => number;
  readonly #turns = new PollInTurn();
  readonly #clients: RoomClient[] = [];

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  get isFull(): boolean {
    return this.#clients.length >= MAX_CLIENTS;
  }

  add(client: RoomClient): void {
    this.#clients.push(client);
  }

  remove(client: RoomClient): void {
    const at = this.#clients.indexOf(client);
    if (at >= 0) this.#clients.splice(at, 1);
  }

  poll(): void {
    if (this.#clients.length === 0) return;
    this.#turns.poll([...this.#clients], this.#nowMs() + POLL_BUDGET_MS);
  }
}
