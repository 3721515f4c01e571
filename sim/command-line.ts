import type { ActuatorCommand } from '../src/domain/frames.ts';

/** Commands that a line can hold up, two a cycle for 0.6 s; what comes after them is lost. */
const MOST_HELD = 128;

/** What is wrong with the way of commands from host to board. */
export interface CommandDefects {
  lost: boolean;
  /** Every n-th command is damaged on its way, or swallowed; 0: none. */
  droppedEvery: number;
  swallowedEvery: number;
  /** So many of the next commands are swallowed, besides. */
  dropNext: number;
  /** Commands are held up until this time, ms, and then all arrive, the oldest first. */
  heldUntilMs: number;
}

/** The line on which commands travel, whole or not at all. */
export class CommandLine {
  readonly defects: CommandDefects = {
    lost: false,
    droppedEvery: 0,
    swallowedEvery: 0,
    dropNext: 0,
    heldUntilMs: Number.NEGATIVE_INFINITY,
  };
  readonly #held: ActuatorCommand[] = [];
  #sentCount = 0;

  /** Whether this command arrives now; one that is held up is kept. */
  arrives(command: ActuatorCommand, nowMs: number): boolean {
    const { defects } = this;
    if (defects.lost) return false;
    this.#sentCount += 1;
    if (defects.dropNext > 0) {
      defects.dropNext -= 1;
      return false;
    }
    if (isNth(this.#sentCount, defects.droppedEvery) || isNth(this.#sentCount, defects.swallowedEvery)) return false;
    if (nowMs >= defects.heldUntilMs) return true;
    if (this.#held.length < MOST_HELD) this.#held.push({ ...command });
    return false;
  }

  /** There are commands on the way whose time has come. */
  hasLate(nowMs: number): boolean {
    return this.#held.length > 0 && nowMs >= this.defects.heldUntilMs;
  }

  /** Every command that was held up, the oldest first. */
  takeHeld(): readonly ActuatorCommand[] {
    return this.#held.splice(0);
  }
}

function isNth(count: number, every: number): boolean {
  return every > 0 && count % every === 0;
}
