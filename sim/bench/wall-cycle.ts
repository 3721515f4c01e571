import { setTimeout } from 'node:timers/promises';
import { SAMPLE_MS } from '../../src/ports/bench-table.ts';

/** A bench that is further behind gives the time up: what it would show of it is old. */
const MOST_BEHIND_MS = 100;

/** Resolves each time that the next 10 ms of the wall begin; at once, where they have begun. */
export function wallCycle(nowMs: () => number): () => Promise<void> {
  let nextMs = nowMs() + SAMPLE_MS;
  return async () => {
    const leftMs = nextMs - nowMs();
    await setTimeout(Math.max(0, leftMs));
    nextMs = leftMs < -MOST_BEHIND_MS ? nowMs() + SAMPLE_MS : nextMs + SAMPLE_MS;
  };
}
