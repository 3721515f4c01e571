import type { Clock } from '../../src/ports/clock.ts';

/** The computer's monotonic clock: a change of the wall's time does not touch it. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  every(periodMs, tick) {
    const timer = setInterval(tick, periodMs);
    return () => clearInterval(timer);
  },
};
