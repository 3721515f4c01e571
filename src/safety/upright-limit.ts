import type { Settings } from '../config/settings.ts';
import { INPUT } from '../domain/inputs.ts';
import type { Check, SafetyInput } from './check.ts';
import { Sustained } from './sustained.ts';

/** The switch closes 1 deg below the upright end; clear of it on either side it cannot be the mounting. */
const CLEAR_OF_SWITCH_DEG = 5;
const SETTLED_MS = 500;

/** H-46: the angle says upright for half a second, and the switch does not. */
export function uprightLimitOpen(settings: Settings): Check {
  const { uprightDeg } = settings.table;
  const open = new Sustained();
  return {
    id: 'H-46',
    reaction: 'REF',
    present({ estimate }: SafetyInput): boolean {
      const upright = estimate.source !== 'none' && estimate.tiltDeg > uprightDeg - 0.5;
      return open.heldMs(upright && (estimate.inputs & INPUT.UPRIGHT_LIMIT) === 0, estimate.nowMs) >= SETTLED_MS;
    },
  };
}

/** H-47: the switch is closed where the table is clearly not upright. */
export function uprightLimitClosed(settings: Settings): Check {
  const { uprightDeg } = settings.table;
  const closed = new Sustained();
  return {
    id: 'H-47',
    reaction: 'REF',
    present({ estimate }: SafetyInput): boolean {
      const away = estimate.source !== 'none' && estimate.tiltDeg < uprightDeg - CLEAR_OF_SWITCH_DEG;
      return closed.heldMs(away && (estimate.inputs & INPUT.UPRIGHT_LIMIT) !== 0, estimate.nowMs) >= SETTLED_MS;
    },
  };
}
