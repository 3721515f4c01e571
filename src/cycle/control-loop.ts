import { CYCLE_MS } from '../domain/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { CycleTiming } from '../ports/cycle-timing.ts';
import { LatenessCounts } from './lateness-counts.ts';

/** A cycle that begins this much after its time is an overrun, ms. */
const OVERRUN_MS = 10;

/**
 * Calls the cycle a hundred times a second and keeps count of how late it was. It never calls twice to catch up:
 * a missed cycle is gone, and what it would have commanded is no longer right.
 */
export class ControlLoop {
  readonly #clock: Clock;
  readonly #tick: (nowMs: number) => void;
  readonly #wall: Pick<Clock, 'nowMs'>;
  readonly #lateness = new LatenessCounts();
  readonly #statistics = {
    cycles: 0,
    overruns: 0,
    worstLatenessMs: 0,
    counts: this.#lateness.counts,
    latenessMs: (share: number) => this.#lateness.latenessMs(share),
  };
  #stop: (() => void) | null = null;
  #lastMs = Number.NaN;

  /** Lateness is judged by `wall`: the clock of a simulated table waits for its cycles, and is never late. */
  constructor(clock: Clock, tick: (nowMs: number) => void, wall: Pick<Clock, 'nowMs'> = clock) {
    this.#clock = clock;
    this.#wall = wall;
    this.#tick = tick;
  }

  start(): void {
    this.#stop ??= this.#clock.every(CYCLE_MS, () => this.#cycle());
  }

  stop(): void {
    this.#stop?.();
    this.#stop = null;
  }

  get statistics(): CycleTiming {
    return this.#statistics;
  }

  #cycle(): void {
    const wallMs = this.#wall.nowMs();
    const latenessMs = Number.isNaN(this.#lastMs) ? 0 : Math.max(wallMs - this.#lastMs - CYCLE_MS, 0);
    this.#lastMs = wallMs;
    const counted = this.#statistics;
    counted.cycles += 1;
    this.#lateness.add(latenessMs);
    if (latenessMs >= OVERRUN_MS) counted.overruns += 1;
    if (latenessMs > counted.worstLatenessMs) counted.worstLatenessMs = latenessMs;
    this.#tick(this.#clock.nowMs());
  }
}
