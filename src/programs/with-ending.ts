import type { Program, ProgramStep } from './program.ts';

/**
 * Nobody is stood up straight from head-down: after the last time below horizontal a rider lies at horizontal for at
 * least 30 s. The way up to upright follows by itself.
 */
export const ENDING_REST_MS = 30_000;

/** Nearer to 0 than this counts as horizontal, deg. */
const HORIZONTAL_WITHIN_DEG = 0.5;

/** The program with what is missing of its ending. One that ends well comes back as it is. */
export function withEnding(program: Program): Program {
  const missingMs = missingRestMs(program.steps);
  if (missingMs === 0) return program;
  const ending: ProgramStep = { kind: 'rest', tiltDeg: 0, durationMs: missingMs };
  return { ...program, steps: [...program.steps, ending] };
}

function missingRestMs(steps: readonly ProgramStep[]): number {
  let atHorizontalMs = 0;
  for (const { tiltDeg, durationMs } of steps.toReversed()) {
    if (tiltDeg < -HORIZONTAL_WITHIN_DEG) break;
    // Time above horizontal neither counts nor has to be undone.
    if (isHorizontal(tiltDeg)) atHorizontalMs += durationMs;
  }
  if (atHorizontalMs >= ENDING_REST_MS) return 0;
  const last = steps.at(-1);
  return last !== undefined && isHorizontal(last.tiltDeg) ? ENDING_REST_MS - atHorizontalMs : ENDING_REST_MS;
}

const isHorizontal = (tiltDeg: number): boolean => Math.abs(tiltDeg) <= HORIZONTAL_WITHIN_DEG;
