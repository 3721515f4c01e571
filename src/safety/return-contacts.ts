import { INPUT } from '../domain/inputs.ts';
import type { Check, SafetyInput } from './check.ts';
import { Sustained } from './sustained.ts';

const DIFFER_MS = 50;

/** H-04: RETURN's two contacts say different things. Either one counts as a press, so the rider comes up at once. */
export function returnContacts(): Check {
  const contradictory = new Sustained();
  return {
    id: 'H-04',
    reaction: 'RET',
    present({ estimate }: SafetyInput): boolean {
      const made = (estimate.inputs & INPUT.RETURN_MADE) !== 0;
      const broken = (estimate.inputs & INPUT.RETURN_BREAK_CLOSED) === 0;
      return contradictory.heldMs(made !== broken, estimate.nowMs) >= DIFFER_MS;
    },
  };
}
