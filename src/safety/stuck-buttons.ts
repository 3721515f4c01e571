import type { Settings } from '../config/settings.ts';
import type { HazardId, Reaction } from '../domain/faults.ts';
import type { Check, SafetyInput } from './check.ts';
import { Sustained } from './sustained.ts';

interface ButtonOf {
  readonly id: HazardId;
  readonly reaction: Reaction;
  readonly bit: number;
}

/** H-01 and H-03: a hold-to-run button is held for longer than anybody holds one. */
export function stuckButton(settings: Settings, { id, reaction, bit }: ButtonOf): Check {
  const { holdToRunMs } = settings.timeouts;
  const held = new Sustained();
  return {
    id,
    reaction,
    present: ({ estimate }: SafetyInput) => held.heldMs((estimate.inputs & bit) !== 0, estimate.nowMs) >= holdToRunMs,
  };
}
