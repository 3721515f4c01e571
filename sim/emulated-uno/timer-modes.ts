/** How a timer counts; data sheet tables 15-8, 16-4 and 18-8. */
export interface TimerMode {
  /** `up` begins anew after its top, `up-down` turns there: phase correct. */
  readonly shape: 'up' | 'up-down';
  readonly top: number | 'compare A' | 'capture';
  /** Where a new compare value takes effect. */
  readonly updates: 'at once' | 'at top' | 'at bottom';
  /** Up-counters but for CTC say overflow when they begin anew, wherever that is. */
  readonly overflowsAtTop: boolean;
  readonly isPwm: boolean;
}

const normal = (top: number): TimerMode => mode('up', top, 'at once', true, false);
const clearing = (top: TimerMode['top']): TimerMode => mode('up', top, 'at once', false, false);
const fast = (top: TimerMode['top']): TimerMode => mode('up', top, 'at bottom', true, true);
const phaseCorrect = (top: TimerMode['top']): TimerMode => mode('up-down', top, 'at top', true, true);
const frequencyCorrect = (top: TimerMode['top']): TimerMode => mode('up-down', top, 'at bottom', true, true);

function mode(
  shape: TimerMode['shape'],
  top: TimerMode['top'],
  updates: TimerMode['updates'],
  overflowsAtTop: boolean,
  isPwm: boolean,
): TimerMode {
  return { shape, top, updates, overflowsAtTop, isPwm };
}

/** By the bits WGM2..0 of timers 0 and 2; the reserved ones count as normal. */
export const MODES_8_BIT: readonly TimerMode[] = [
  normal(0xff),
  phaseCorrect(0xff),
  clearing('compare A'),
  fast(0xff),
  normal(0xff),
  phaseCorrect('compare A'),
  normal(0xff),
  fast('compare A'),
];

/** By the bits WGM3..0 of timer 1. */
export const MODES_16_BIT: readonly TimerMode[] = [
  normal(0xffff),
  phaseCorrect(0xff),
  phaseCorrect(0x1ff),
  phaseCorrect(0x3ff),
  clearing('compare A'),
  fast(0xff),
  fast(0x1ff),
  fast(0x3ff),
  frequencyCorrect('capture'),
  frequencyCorrect('compare A'),
  phaseCorrect('capture'),
  phaseCorrect('compare A'),
  clearing('capture'),
  normal(0xffff),
  fast('capture'),
  fast('compare A'),
];
