import type { Clock } from '../../src/ports/clock.ts';

/** A tick that comes this much after its time, ms, finds what it was to go by unread: timers come before what has arrived. */
const LATE_MS = 30;
/** What a port holds has been read by then, ms; a lease is shorter of it by no more. */
const READ_WITHIN_MS = 4;

/**
 * The computer's monotonic clock: a change of the wall's time does not touch it. A tick for which the process, or its
 * computer, stood still comes once what has arrived meanwhile has been read: it would else take its own absence for
 * the silence of the other end.
 */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  every(periodMs, tick) {
    let lastMs = performance.now();
    let afterReading: NodeJS.Timeout | null = null;
    const readFirst = () => {
      afterReading = null;
      tick();
    };
    const timer = setInterval(() => {
      const nowMs = performance.now();
      const lateMs = nowMs - lastMs - periodMs;
      lastMs = nowMs;
      if (afterReading !== null) return;
      if (lateMs > LATE_MS) afterReading = setTimeout(readFirst, READ_WITHIN_MS);
      else tick();
    }, periodMs);
    return () => {
      clearInterval(timer);
      if (afterReading !== null) clearTimeout(afterReading);
    };
  },
};
