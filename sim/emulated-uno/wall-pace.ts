import type { PacedTable, WallTimer } from '../paced-clock.ts';

const PERIOD_MS = 5;
/** Emulated time that the computer cannot keep up with is given up: the board then runs slow, and stays answerable. */
const MOST_BEHIND_MS = 50;
/** A step of the plant. */
const STEP_MS = 2;

/** Lets an emulated table live by the wall's time, `speed` times as fast, until the returned function is called. */
export function paceByWall(table: PacedTable, wall: WallTimer, speed: number): () => void {
  let lastMs = wall.nowMs();
  let owedMs = 0;
  return wall.every(PERIOD_MS, () => {
    const nowMs = wall.nowMs();
    owedMs = Math.min(owedMs + (nowMs - lastMs) * speed, MOST_BEHIND_MS * Math.max(1, speed));
    lastMs = nowMs;
    // Only as long as the next period waits: whoever writes to the port must be heard.
    while (owedMs >= STEP_MS && wall.nowMs() - nowMs < 2 * PERIOD_MS) {
      table.advance(STEP_MS);
      owedMs -= STEP_MS;
    }
  });
}
