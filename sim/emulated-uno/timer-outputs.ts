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
  readonly isRunning: boolean;
  readonly count: number;
  /** In some PWM modes channel A can toggle; elsewhere the pin is its port's. */
  readonly togglesInPwm: boolean;
}

/** Share of the time that a compare output is high; null where it is not connected. Tables 15-2 to 15-4. */
export function shareOfCompare({
  action,
  compare,
  top,
  mode,
  isRunning,
  count,
  togglesInPwm,
}: CompareOutput): PinOutput {
  if (action === 0) return null;
  if (action === TOGGLE) return mode.isPwm && !togglesInPwm ? null : isRunning ? HALF : 0;
  if (!mode.isPwm) return action === CLEAR ? 0 : 1;
  // A stopped timer leaves the pin as it is: at full duty that is full on.
  const share = isRunning ? shareBelow(compare, top, mode) : Number(count <= compare && compare > 0);
  return action === CLEAR ? share : 1 - share;
}

/** A fast one is high for a step even where it compares with 0. */
function shareBelow(compare: number, top: number, { shape }: TimerMode): number {
  if (compare >= top) return 1;
  return shape === 'up' ? (compare + 1) / (top + 1) : compare / top;
}
