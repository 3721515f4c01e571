import type { PathPart } from '../config/file-problem.ts';
import type { ProgramStep } from './program.ts';
import type { WrittenStep } from './program-schema.ts';

/** A step of the session and where its file has it. The rounds of a repeat share their place. */
export interface PlacedStep {
  readonly step: ProgramStep;
  readonly path: readonly PathPart[];
}

export const MOST_STEPS = 200;

type Expanded =
  | { readonly ok: true; readonly steps: readonly PlacedStep[] }
  | { readonly ok: false; readonly what: string; readonly remedy: string };

/** Writes repeats out. They are counted first: fifty rounds of fifty rounds are told, not built. */
export function expandSteps(written: readonly WrittenStep[]): Expanded {
  const count = countSteps(written);
  if (count <= MOST_STEPS) return { ok: true, steps: expand(written, ['steps']) };
  return { ok: false, what: `${count} steps, more than ${MOST_STEPS}`, remedy: 'repeat less often' };
}

function countSteps(written: readonly WrittenStep[]): number {
  return written.reduce((count, { repeat, steps = [] }) => count + (repeat ?? 1) * (countSteps(steps) || 1), 0);
}

function expand(written: readonly WrittenStep[], path: readonly PathPart[]): readonly PlacedStep[] {
  return written.flatMap((step, index) => {
    const ownPath = [...path, index];
    if (step.steps !== undefined) {
      const round = expand(step.steps, [...ownPath, 'steps']);
      return Array.from({ length: step.repeat ?? 1 }, () => round).flat();
    }
    const plain = plainStep(step);
    return plain === null ? [] : [{ step: plain, path: ownPath }];
  });
}

/** Null for what a mistake has left of a step. */
function plainStep({ hold, rest, for: durationMs }: WrittenStep): ProgramStep | null {
  if (durationMs === undefined) return null;
  if (hold !== undefined) return { kind: 'hold', tiltDeg: hold, durationMs };
  return rest === undefined ? null : { kind: 'rest', tiltDeg: rest, durationMs };
}
