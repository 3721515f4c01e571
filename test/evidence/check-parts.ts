import { REMOVALS } from '../verification/removals.ts';
import { removeCheck } from '../verification/remove-check.ts';
import type { InjectionPart } from './fault-parts.ts';

/** Every check left out in turn, by each of its faults at each of its moments. */
export const CHECK_PARTS: readonly InjectionPart[] = [
  {
    name: `removal: ${REMOVALS.length} checks left out in turn, with and without`,
    *runs() {
      for (const removal of REMOVALS) yield* removeCheck(removal, { first: false });
    },
  },
];
