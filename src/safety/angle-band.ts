import type { Check, SafetyInput } from './check.ts';
import { Sustained } from './sustained.ts';

/** Two samples at 100 Hz. */
const OUT_OF_BAND_MS = 10;

/** H-11: the tilt potentiometer's wiper is open, or tied to a rail. */
export function angleBand(): Check {
  const out = new Sustained();
  return {
    id: 'H-11',
    reaction: 'RET',
    present: ({ estimate }: SafetyInput) => out.heldMs(!estimate.potInBand, estimate.nowMs) >= OUT_OF_BAND_MS,
  };
}
