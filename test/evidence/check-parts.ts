import { REMOVALS } from '../verification/removals.ts';
import { removeCheck } from '../verification/remove-check.ts';
import type { InjectionPart } from './fault-parts.ts';

const SHOWN = REMOVALS.filter(({ unshown }) => unshown === undefined);

/** Every check left out in turn, by each of its faults at each of its moments. */
export const CHECK_PARTS: readonly InjectionPart[] = [
  {
    name: `removal: ${SHOWN.length} of ${REMOVALS.length} checks left out in turn, with and without`,
    *runs() {
      for (const removal of SHOWN) yield* removeCheck(removal, { first: false });
    },
  },
];
