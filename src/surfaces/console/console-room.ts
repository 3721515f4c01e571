import type { PortState } from '../kept-port.ts';
import { PollInTurn } from '../poll-in-turn.ts';
import type { OperatorSeat, RoleAnswer } from './operator-seat.ts';

/** Consoles that one table can have. */
export const MAX_CONSOLES = 8;

/** All consoles together answer no longer than this in one cycle, and each line of theirs once more. */
const POLL_BUDGET_MS = 1;

/** A console as the room sees it. */
export interface RoomConsole {
  readonly name: string;
  state(): PortState;
  /** Answers what has come, up to wall time `untilMs`. */
  poll(untilMs: number): void;
}

/** The operator's role as one console sees it. */
export interface OperatorRole {
  isHeld(nowMs: number): boolean;
  /** The console that has it. */
  holder(nowMs: number): string | null;
  ask(nowMs: number): RoleAnswer;
  stopAsking(): void;
  grant(nowMs: number): void;
  touch(nowMs: number): void;
  drop(): void;
}

/** Every console of a table: who is there, who has the role, and whose turn it is. */
export class ConsoleRoom {
  readonly #seat: OperatorSeat;
  readonly #nowMs: () => number;
  readonly #consoles: RoomConsole[] = [];
  readonly #turns = new PollInTurn();

  constructor(seat: OperatorSeat, nowMs: () => number) {
    this.#seat = seat;
    this.#nowMs = nowMs;
  }

  add(console: RoomConsole): void {
    this.#consoles.push(console);
  }

  get consoles(): readonly RoomConsole[] {
    return this.#consoles;
  }

  poll(): void {
    this.#turns.poll(this.#consoles, this.#nowMs() + POLL_BUDGET_MS);
  }

  roleOf(name: string): OperatorRole {
    const seat = this.#seat;
    return {
      isHeld: (nowMs) => seat.holder(nowMs) === name,
      holder: (nowMs) => seat.holder(nowMs),
      ask: (nowMs) => seat.ask(name, nowMs),
      stopAsking: () => seat.stopAsking(name),
      grant: (nowMs) => seat.grant(name, nowMs),
      touch: (nowMs) => seat.touch(name, nowMs),
      drop: () => seat.drop(name),
    };
  }
}
