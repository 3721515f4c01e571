import type { ProgramStep } from '../../src/programs/program.ts';

/** START to the first motion: the tone that warns of it, and the brake. */
const START_MS = 600;
/** The brake's time, and the last tenth of a degree, of every ramp. */
const RAMP_MS = 250;
/** A step at the tilt of the one before has no ramp in the timeline; the table takes away what the hold was off. */
const CORRECTION_MS = 1800;
/** Passing from horizontal to where head-down begins, and from where it ends to horizontal: 8 deg, and the ends of ramps. */
const HEAD_DOWN_EDGE_DEG = 8;
const HEAD_DOWN_EDGE_MS = 3000;

/** How much longer a session may take than its timeline says, ms. It is never shorter. */
export function latestMs(steps: readonly ProgramStep[]): number {
  return steps.reduce((sum, { tiltDeg }, index) => {
    const sameTilt = index > 0 && steps[index - 1]?.tiltDeg === tiltDeg;
    return sum + (sameTilt ? CORRECTION_MS : RAMP_MS);
  }, START_MS + RAMP_MS);
}

/** How much less time head-down a session may show than its timeline, which counts from horizontal to horizontal, ms. */
export function headDownLessMs(spans: number, rampDegPerSec: number): number {
  return spans * ((HEAD_DOWN_EDGE_DEG / rampDegPerSec) * 1000 + HEAD_DOWN_EDGE_MS);
}
