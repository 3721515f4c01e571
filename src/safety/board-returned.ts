import type { Check, SafetyInput } from './check.ts';

/** H-27: the board has taken the rider up by itself, because this host's lease ran out. */
export function boardReturned(): Check {
  return {
    id: 'H-27',
    reaction: 'RET',
    present: ({ mode, sessionOpen }: SafetyInput) => sessionOpen && (mode === 'returning' || mode === 'returned'),
  };
}
