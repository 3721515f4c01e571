import { clampsClosed, clampsOpen } from '../domain/inputs.ts';
import type { Check, SafetyInput } from './check.ts';
import { Sustained } from './sustained.ts';

/** Contact bounce of a latch that is shaken by the motion; both open for longer is an open latch. */
const BOTH_OPEN_MS = 20;
const ONE_OPEN_MS = 50;

/** H-21: both switches of the ankle latch are open while the rider hangs by it, in a session or on a way up after a power cut. */
export function clampsLost(): Check {
  const open = new Sustained();
  return {
    id: 'H-21',
    reaction: 'STOP',
    present({ estimate, occupancy }: SafetyInput): boolean {
      const lost = occupancy !== 'none' && estimate.headDown && clampsOpen(estimate.inputs);
      return open.heldMs(lost, estimate.nowMs) >= BOTH_OPEN_MS;
    },
  };
}

/**
 * H-59: the latch is in doubt: one switch is open, or both are while nobody hangs by them yet. On a table that is said to
 * be empty, a latch that closes is the doubt.
 */
export function clampInDoubt(): Check {
  const doubtful = new Sustained();
  return {
    id: 'H-59',
    reaction: 'RET',
    present({ estimate, sessionOpen, occupancy }: SafetyInput): boolean {
      const { inputs, headDown, nowMs } = estimate;
      const asExpected =
        occupancy === 'none' ? clampsOpen(inputs) : clampsClosed(inputs) || (headDown && clampsOpen(inputs));
      return doubtful.heldMs(sessionOpen && !asExpected, nowMs) >= ONE_OPEN_MS;
    },
  };
}
