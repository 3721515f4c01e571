import { clampsClosed, clampsOpen } from '../domain/inputs.ts';
import type { Check, SafetyInput } from './check.ts';
import { Sustained } from './sustained.ts';

/** Contact bounce of a latch that is shaken by the motion; both open for longer is an open latch. */
const BOTH_OPEN_MS = 20;
const ONE_OPEN_MS = 50;

/** H-21: both switches of the ankle latch are open while the rider hangs by it. */
export function clampsLost(): Check {
  const open = new Sustained();
  return {
    id: 'H-21',
    reaction: 'STOP',
    present({ estimate, sessionOpen }: SafetyInput): boolean {
      const lost = sessionOpen && estimate.headDown && clampsOpen(estimate.inputs);
      return open.heldMs(lost, estimate.nowMs) >= BOTH_OPEN_MS;
    },
  };
}

/** H-59: the latch is in doubt: one switch is open, or both are while nobody hangs by them yet. */
export function clampInDoubt(): Check {
  const doubtful = new Sustained();
  return {
    id: 'H-59',
    reaction: 'RET',
    present({ estimate, sessionOpen }: SafetyInput): boolean {
      const inDoubt =
        sessionOpen && !clampsClosed(estimate.inputs) && !(estimate.headDown && clampsOpen(estimate.inputs));
      return doubtful.heldMs(inDoubt, estimate.nowMs) >= ONE_OPEN_MS;
    },
  };
}
