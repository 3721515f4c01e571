import type { Settings } from '../../../src/config/settings.ts';
import type { Row } from './lock-step.ts';

/** Until the board drives upward whose table is in a hold, from the performance page. */
export const ACTS_WITHIN_MS = 350;
const STANDS_DEG_PER_SEC = 0.1;
/** What a table may gather until the board acts, and how it slows. */
const ACCELERATION = { gathersDegPerSec: 0.6, slowsDegPerSec2: 2 } as const;
const SLACK_DEG = 0.5;
/** Where a table counts as upright, and nobody drives it. */
const UPRIGHT_WITHIN_DEG = 1;
/** Head-down to upright at the slowest of the board's rates, with turning and arriving. */
const UP = { degPerSec: 3, besidesMs: 6000 } as const;
/** What the board's following may swing back by on a table that rises. */
const SWINGS_DEG = 0.5;

/**
 * On its brake. A table that stands at the end of its ramp, and is still driven down, is not held yet: its duty changes no
 * faster than a body bears, and takes longer to lead upward.
 */
export function isHeld({ rateDegPerSec, duty }: Row): boolean {
  return Math.abs(rateDegPerSec) < STANDS_DEG_PER_SEC && duty === 0;
}

/** From the blow until upright, at the latest. */
export function upWithinMs(at: Row, { table }: Settings): number {
  return ((table.uprightDeg - at.tiltDeg + overrunDeg(at)) / UP.degPerSec) * 1000 + UP.besidesMs;
}

/** How much further down a table goes that was on its way when the host fell silent. */
function overrunDeg({ rateDegPerSec }: Row): number {
  if (Math.abs(rateDegPerSec) < STANDS_DEG_PER_SEC) return SLACK_DEG;
  const degPerSec = Math.max(0, -rateDegPerSec) + ACCELERATION.gathersDegPerSec;
  return degPerSec * (ACTS_WITHIN_MS / 1000) + degPerSec ** 2 / (2 * ACCELERATION.slowsDegPerSec2) + SLACK_DEG;
}

/** What was wrong with the table's way up after its host was struck; null where nothing was. */
export function complaintOfWayUp(at: Row, rows: readonly Row[], { table }: Settings): string | null {
  const deepest = rows.reduce((least, { tiltDeg }) => Math.min(least, tiltDeg), at.tiltDeg);
  if (deepest < at.tiltDeg - overrunDeg(at)) return `${(at.tiltDeg - deepest).toFixed(1)} deg further down`;
  const isUpright = at.tiltDeg > table.uprightDeg - UPRIGHT_WITHIN_DEG;
  if (Math.abs(at.rateDegPerSec) < STANDS_DEG_PER_SEC && !isUpright) {
    const drives = rows.find(({ duty }) => duty > 0);
    if (drives === undefined) return 'the board never drives upward';
    const tookMs = drives.tMs - at.tMs;
    if (isHeld(at) && tookMs > ACTS_WITHIN_MS) return `the board drives upward only ${tookMs} ms later`;
  }
  let highest = deepest;
  for (const { tiltDeg, tMs } of rows.slice(rows.findIndex(({ tiltDeg }) => tiltDeg === deepest))) {
    highest = Math.max(highest, tiltDeg);
    if (tiltDeg >= highest - SWINGS_DEG) continue;
    return `down again by ${(highest - tiltDeg).toFixed(1)} deg, ${tMs - at.tMs} ms later`;
  }
  return null;
}

/** Of a host that goes on after it was stopped: once its board has stopped the table, nothing moves down again. */
export function complaintOfWaking(rows: readonly Row[]): string | null {
  const [first, ...later] = rows.slice(rows.findIndex(({ rateDegPerSec }) => rateDegPerSec > -STANDS_DEG_PER_SEC));
  if (first === undefined) return 'nobody has seen it wake';
  const deepest = later.reduce((least, { tiltDeg }) => Math.min(least, tiltDeg), first.tiltDeg);
  return deepest >= first.tiltDeg - SWINGS_DEG
    ? null
    : `woken, and ${(first.tiltDeg - deepest).toFixed(1)} deg down again`;
}
