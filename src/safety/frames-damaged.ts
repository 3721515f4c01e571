import type { Check, SafetyInput } from './check.ts';

const WINDOW_MS = 1000;

/** H-30: a damaged frame is dropped and counted; the third within a second says that the link cannot be relied on. */
export function framesDamaged(): Check {
  let counted = 0;
  let latestAtMs = Number.NEGATIVE_INFINITY;
  let beforeAtMs = Number.NEGATIVE_INFINITY;
  return {
    id: 'H-30',
    reaction: 'RET',
    present({ estimate: { damagedFrames, nowMs } }: SafetyInput): boolean {
      let third = false;
      for (; counted < damagedFrames; counted += 1) {
        third ||= nowMs - beforeAtMs <= WINDOW_MS;
        beforeAtMs = latestAtMs;
        latestAtMs = nowMs;
      }
      return third;
    },
  };
}
