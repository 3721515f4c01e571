import type { CycleTiming } from '../../ports/cycle-timing.ts';
import type { Facts } from './console-reply.ts';

/** The reply to `timing`, for people and for programs. */
export function timingLine(timing: CycleTiming): [string[], Facts] {
  const { cycles, overruns, worstLatenessMs } = timing;
  const [p50, p99, p999] = [0.5, 0.99, 0.999].map((share) => timing.latenessMs(share).toFixed(1));
  const counts = [...timing.counts].flatMap((count, tenths) => (count === 0 ? [] : [[tenths, count]]));
  return [
    [
      `late       half of the cycles up to ${p50} ms, 99 % up to ${p99} ms, 99.9 % up to ${p999} ms`,
      `worst      ${worstLatenessMs.toFixed(1)} ms, ${overruns} of ${cycles} cycles 10 ms late or more`,
    ],
    { cycles, overruns, worstLatenessMs, counts },
  ];
}
