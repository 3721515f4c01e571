import { E_STOP_CLOSED } from '../domain/inputs.ts';
import type { Check, SafetyInput } from './check.ts';
import { Sustained } from './sustained.ts';

const DIFFER_MS = 50;

/** H-06: one channel of the E-STOP is open and the other is not. */
export function eStopChannels(): Check {
  const differ = new Sustained();
  return {
    id: 'H-06',
    reaction: 'STOP',
    present({ estimate }: SafetyInput): boolean {
      const channels = estimate.inputs & E_STOP_CLOSED;
      return differ.heldMs(channels !== 0 && channels !== E_STOP_CLOSED, estimate.nowMs) > DIFFER_MS;
    },
  };
}
