import type { Check, SafetyInput } from './check.ts';

const WINDOW_MS = 10_000;
const DRIFT_SHARE = 0.05;
/** A frame that is older says nothing of the clocks, ms. */
const FRESH_MS = 500;

/** H-37: over 10 s the board's clock has gone 5 % faster or slower than the host's: one of the two times everything wrongly. */
export function clocksDrift(): Check {
  const watch = new ClockWatch();
  return {
    id: 'H-37',
    reaction: 'DEG',
    present: ({ estimate, mode }: SafetyInput): boolean => {
      watch.update(estimate, mode);
      return watch.drifts;
    },
  };
}

/** Fields and no variables of a closure: a number that changes every tick would be allocated anew each time. */
class ClockWatch {
  drifts = false;
  #hostFromMs = 0.5;
  #boardFromMs = 0.5;
  #lastBoardMs = Number.POSITIVE_INFINITY;

  update({ nowMs, frameAgeMs, boardClockMs }: SafetyInput['estimate'], mode: SafetyInput['mode']): void {
    const arrivedMs = nowMs - frameAgeMs;
    // A board that has started anew, or a link that was gone, begins a new window.
    const begins = boardClockMs < this.#lastBoardMs || frameAgeMs > FRESH_MS || mode === 'idle';
    this.#lastBoardMs = boardClockMs;
    const hostMs = arrivedMs - this.#hostFromMs;
    if (!begins && hostMs < WINDOW_MS) return;
    if (!begins) this.drifts = Math.abs(boardClockMs - this.#boardFromMs - hostMs) > hostMs * DRIFT_SHARE;
    this.#hostFromMs = arrivedMs;
    this.#boardFromMs = boardClockMs;
  }
}
