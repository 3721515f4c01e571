import type { PinOutput } from './port-unit.ts';
import type { TimerMode } from './timer-modes.ts';

/** What a compare unit does at its match, the bits COM. */
const TOGGLE = 1;
const CLEAR = 2;

/** A toggling output is high half of the time. */
const HALF = 0.5;

export interface CompareOutput {
  /** The two bits COM; 0 leaves the pin to its port. */
  readonly action: number;
  readonly compare: number;
  readonly top: number;
  readonly mode: TimerMode;
  /** Null while the timer runs; stopped, it leaves its output as it was. */
  readonly stoppedAt: boolean | null;
  /** In some PWM modes channel A can toggle; elsewhere the pin is its port's. */
  readonly togglesInPwm: boolean;
}

/** Share of the time that a compare output is high; null where it is not connected. Tables 15-2 to 15-4. */
export function shareOfCompare({ action, compare, top, mode, stoppedAt, togglesInPwm }: CompareOutput): PinOutput {
  if (action === 0) return null;
  if (action === TOGGLE && mode.isPwm && !togglesInPwm) return null;
  if (stoppedAt !== null) return Number(stoppedAt);
  if (action === TOGGLE) return HALF;
  if (!mode.isPwm) return action === CLEAR ? 0 : 1;
  const share = shareBelow(compare, top, mode);
  return action === CLEAR ? share : 1 - share;
}

/** A fast one is high for a step even where it compares with 0. */
function shareBelow(compare: number, top: number, { shape }: TimerMode): number {
  if (compare >= top) return 1;
  return shape === 'up' ? (compare + 1) / (top + 1) : compare / top;
}
