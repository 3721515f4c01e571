import type { Check, SafetyInput } from './check.ts';

const WINDOW_MS = 10_000;
const DRIFT_SHARE = 0.05;

/** H-37: over 10 s the board's clock has gone 5 % faster or slower than the host's: one of the two times everything wrongly. */
export function clocksDrift(): Check {
  let hostFromMs = Number.NaN;
  let boardFromMs = Number.NaN;
  let lastBoardMs = Number.NaN;
  let drifts = false;
  return {
    id: 'H-37',
    reaction: 'DEG',
    present({ estimate, mode }: SafetyInput): boolean {
      const arrivedMs = estimate.nowMs - estimate.frameAgeMs;
      const boardMs = estimate.boardClockMs - boardFromMs;
      const goesOn = estimate.boardClockMs >= lastBoardMs;
      lastBoardMs = estimate.boardClockMs;
      // A board that has started anew, or a link that was gone, begins a new window.
      if (!goesOn || estimate.frameAgeMs > WINDOW_MS * DRIFT_SHARE || mode === 'idle') {
        hostFromMs = arrivedMs;
        boardFromMs = estimate.boardClockMs;
        return drifts;
      }
      const hostMs = arrivedMs - hostFromMs;
      if (hostMs < WINDOW_MS) return drifts;
      drifts = Math.abs(boardMs - hostMs) > hostMs * DRIFT_SHARE;
      hostFromMs = arrivedMs;
      boardFromMs = estimate.boardClockMs;
      return drifts;
    },
  };
}
