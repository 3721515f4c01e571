import type { Check, SafetyInput } from './check.ts';

const WINDOW_MS = 1000;

/** H-09: one leap of the angle is ignored by `sensing/`; the third within a second is a broken sensor. */
export function angleJump(): Check {
  let latestAtMs = Number.NEGATIVE_INFINITY;
  let beforeAtMs = Number.NEGATIVE_INFINITY;
  return {
    id: 'H-09',
    reaction: 'RET',
    present({ estimate }: SafetyInput): boolean {
      if (!estimate.potJumped || !estimate.potInBand || estimate.source !== 'potentiometer') return false;
      const third = estimate.nowMs - beforeAtMs <= WINDOW_MS;
      beforeAtMs = latestAtMs;
      latestAtMs = estimate.nowMs;
      return third;
    },
  };
}
