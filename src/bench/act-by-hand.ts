import { formatDurationWords } from '../config/duration.ts';
import type { TestInputs } from '../ports/test-inputs.ts';
import type { Step } from './scenario.ts';

/** What hands do to a table: no time passes in it. */
export type HandStep = Extract<Step, { kind: 'press' | 'release' | 'inject' | 'clear' }>;

export function isByHand(step: Step): step is HandStep {
  return step.kind === 'press' || step.kind === 'release' || step.kind === 'inject' || step.kind === 'clear';
}

/** Does it, and says what was done. @throws where the table cannot be broken in this way */
export function actByHand(step: HandStep, hands: TestInputs): string {
  switch (step.kind) {
    case 'press':
      hands.press(step.button, step.forMs);
      return step.forMs === null ? `${step.button} held` : `${step.button} for ${formatDurationWords(step.forMs)}`;
    case 'release':
      hands.release(step.button);
      return step.button;
    case 'inject':
    case 'clear': {
      const reply = step.kind === 'inject' ? hands.inject(step.fault) : hands.clear(step.fault);
      if (!reply.ok) throw new Error(reply.because);
      return step.fault;
    }
    default:
      return step satisfies never;
  }
}
