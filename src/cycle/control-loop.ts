import { CYCLE_MS } from '../domain/time.ts';
import type { Clock } from '../ports/clock.ts';

/** A cycle that begins this much after its time is an overrun, ms. */
const OVERRUN_MS = 10;

/** How punctual the loop has been since it began. */
export interface LoopStatistics {
  readonly cycles: number;
  readonly overruns: number;
  readonly worstLatenessMs: number;
}

/**
 * Calls the cycle a hundred times a second and keeps count of how late it was. It never calls twice to catch up:
 * a missed cycle is gone, and what it would have commanded is no longer right.
 */
export class ControlLoop {
  readonly #clock: Clock;
  readonly #tick: (nowMs: number) => void;
  readonly #statistics = { cycles: 0, overruns: 0, worstLatenessMs: 0 };
  #stop: (() => void) | null = null;
  #lastMs = Number.NaN;

  constructor(clock: Clock, tick: (nowMs: number) => void) {
    this.#clock = clock;
    this.#tick = tick;
  }

  start(): void {
    this.#stop ??= this.#clock.every(CYCLE_MS, () => this.#cycle());
  }

  stop(): void {
    this.#stop?.();
    this.#stop = null;
  }

  get statistics(): LoopStatistics {
    return this.#statistics;
  }

  #cycle(): void {
    const nowMs = this.#clock.nowMs();
    const latenessMs = nowMs - this.#lastMs - CYCLE_MS;
    this.#lastMs = nowMs;
    const counted = this.#statistics;
    counted.cycles += 1;
    if (latenessMs >= OVERRUN_MS) counted.overruns += 1;
    if (latenessMs > counted.worstLatenessMs) counted.worstLatenessMs = latenessMs;
    this.#tick(nowMs);
  }
}
