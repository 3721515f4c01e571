import { BOUNDS } from '../config/bounds.ts';
import type { Settings } from '../config/settings.ts';
import { invariant } from '../domain/invariant.ts';

import type { Condition } from './scenario.ts';
import { findSignal } from './signals.ts';

/** The inverted switch cuts the way down 2 to 3 deg beyond the limit, and a slow motion stops within half a degree. */
const INVERTED_PAST_DEG = 3.5;

/** What no scenario has to write down, because it may never be: the bounds of the table's own motion. */
export const SAFETY_BOUNDS = ({ table }: Settings): readonly Condition[] => [
  bound('rate', { above: BOUNDS.plantRateDegPerSec, below: null }),
  bound('tilt', { above: null, below: table.invertedDeg - INVERTED_PAST_DEG }),
];

function bound(name: string, is: { readonly above: number | null; readonly below: number | null }): Condition {
  const signal = findSignal(name);
  invariant(signal?.kind === 'number', `${name} is a number`);
  return { place: { line: 1, column: 1 }, tests: [{ kind: 'number', signal, is: { kind: 'within', ...is } }] };
}
