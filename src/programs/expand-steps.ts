import type { PathPart } from '../config/file-problem.ts';
import type { WrittenStep } from './program-schema.ts';
import { countForm, type FormedStep, formSteps, sharedTilt } from './step-forms.ts';

/** A step of the session and where its file has it. The rounds of a repeat share their place. */
export interface PlacedStep extends FormedStep {
  readonly path: readonly PathPart[];
}

export const MOST_STEPS = 200;

type Expanded =
  | { readonly ok: true; readonly steps: readonly PlacedStep[] }
  | { readonly ok: false; readonly what: string; readonly remedy: string };

/** Writes every round out. They are counted first: fifty rounds of fifty rounds are told, not built. */
export function expandSteps(written: readonly WrittenStep[]): Expanded {
  const count = countSteps(written);
  if (count <= MOST_STEPS) return { ok: true, steps: expand(written, ['steps']) };
  return { ok: false, what: `${count} steps, more than ${MOST_STEPS}`, remedy: 'repeat less often' };
}

function countSteps(written: readonly WrittenStep[]): number {
  return written.reduce((count, step) => {
    const inside = step.steps === undefined ? countForm(step) : countSteps(step.steps) || 1;
    return count + (step.repeat ?? 1) * inside;
  }, 0);
}

function expand(written: readonly WrittenStep[], path: readonly PathPart[]): readonly PlacedStep[] {
  return written.flatMap((step, index) => {
    const ownPath = [...path, index];
    if (step.steps === undefined) return formSteps(step).map((formed) => ({ ...formed, path: ownPath }));
    const round = expand(step.steps, [...ownPath, 'steps']);
    const { warmUp = [] } = step;
    return Array.from({ length: step.repeat ?? 1 }, (_, cycle) => shareRound(round, warmUp[cycle] ?? 1)).flat();
  });
}

/** A round of a warm-up: every tilt below horizontal reaches only its share of the depth. */
function shareRound(round: readonly PlacedStep[], share: number): readonly PlacedStep[] {
  if (share === 1) return round;
  return round.map(({ step, path }) => {
    return { step: { ...step, tiltDeg: sharedTilt(step.tiltDeg, share) }, tiltPath: null, path };
  });
}
