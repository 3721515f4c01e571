import type { Clock } from '../src/ports/clock.ts';

/** The wall's time, and somebody who calls steadily by it. */
export interface WallTimer {
  nowMs(): number;
  every(periodMs: number, tick: () => void): () => void;
}

/** Anything whose time passes only when it is told to. */
export interface PacedTable {
  readonly nowMs: number;
  advance(ms: number): void;
}

const WALL_PERIOD_MS = 5;
/** Faster than real time, the table waits for a host that cannot keep up, instead of leaving it behind. */
const MOST_BEHIND_WALL_MS = 100;
/** A host that comes back later than this has missed its cycles: the table went on without it. */
const STALL_MS = 50;

export interface PacedClockOptions {
  readonly table: PacedTable;
  readonly wall: WallTimer;
  readonly speed: number;
  readonly waits?: boolean;
}

/**
 * Lets a simulated table live by the wall's time, `speed` times as fast. At single speed it is as relentless as a real
 * one: while the process stands still the table moves on, and its lease runs out.
 */
export class PacedClock implements Clock {
  readonly #table: PacedTable;
  readonly #wall: WallTimer;
  readonly #waits: boolean;
  speed: number;

  /** `waits`: even at single speed the table waits for a host, or a computer, that cannot keep up. */
  constructor({ table, wall, speed, waits }: PacedClockOptions) {
    this.#table = table;
    this.#wall = wall;
    this.#waits = waits ?? false;
    this.speed = speed;
  }

  nowMs(): number {
    return this.#table.nowMs;
  }

  /** Lets `ms` pass at once, ticks included: what nobody needs to watch. */
  skip(ms: number, periodMs: number, tick: () => void): void {
    for (let passedMs = 0; passedMs < ms; passedMs += periodMs) {
      this.#table.advance(periodMs);
      tick();
    }
  }

  every(periodMs: number, tick: () => void): () => void {
    let lastWallMs = this.#wall.nowMs();
    let owedMs = 0;
    return this.#wall.every(WALL_PERIOD_MS, () => {
      const wallMs = this.#wall.nowMs();
      const relentless = this.speed <= 1 && !this.#waits;
      const passedMs = relentless ? wallMs - lastWallMs : Math.min(wallMs - lastWallMs, MOST_BEHIND_WALL_MS);
      lastWallMs = wallMs;
      owedMs += passedMs * this.speed;
      if (relentless && owedMs > STALL_MS) {
        const missedMs = Math.floor(owedMs / periodMs) * periodMs - periodMs;
        this.#table.advance(missedMs);
        owedMs -= missedMs;
      }
      if (!relentless) owedMs = Math.min(owedMs, MOST_BEHIND_WALL_MS * this.speed);
      while (owedMs >= periodMs) {
        this.#table.advance(periodMs);
        owedMs -= periodMs;
        tick();
      }
    });
  }
}
