import type { PathPart } from '../config/file-problem.ts';
import type { ProgramStep } from './program.ts';
import type { WrittenOscillation, WrittenStairs, WrittenStep } from './program-schema.ts';

/** The forms in which a file writes steps other than repeats, each as the plain steps that it stands for. */
export interface FormedStep {
  readonly step: ProgramStep;
  /** Where the tilt is written, from the step on; null where it was worked out between two that are. */
  readonly tiltPath: readonly PathPart[] | null;
}

/** Number of plain steps, told without building them. */
export function countForm({ oscillate, stairs }: WrittenStep): number {
  if (oscillate !== undefined) return 2 * oscillate.times;
  return stairs === undefined ? 1 : stairCount(stairs);
}

/** None for what a mistake has left of a step. */
export function formSteps(written: WrittenStep): readonly FormedStep[] {
  const { hold, exercise, rest, oscillate, stairs, for: durationMs } = written;
  if (durationMs === undefined) return [];
  if (hold !== undefined) return [{ step: { kind: 'hold', tiltDeg: hold, durationMs }, tiltPath: ['hold'] }];
  if (exercise !== undefined) {
    return [{ step: { kind: 'hold', tiltDeg: exercise, durationMs, riderMoves: true }, tiltPath: ['exercise'] }];
  }
  if (rest !== undefined) return [{ step: { kind: 'rest', tiltDeg: rest, durationMs }, tiltPath: ['rest'] }];
  if (oscillate !== undefined) return swings(oscillate, written.warmUp ?? [], durationMs);
  return stairs === undefined ? [] : stairSteps(stairs, durationMs);
}

/** A tilt in a round that reaches only a share of the depth: what lies above horizontal stays. */
export function sharedTilt(tiltDeg: number, share: number): number {
  return tiltDeg < 0 ? Math.round(tiltDeg * share * 1000) / 1000 : tiltDeg;
}

/** Each cycle goes down to the deeper of the two tilts, which counts as a hold, and back to the other. */
function swings({ between, times }: WrittenOscillation, warmUp: readonly number[], durationMs: number): FormedStep[] {
  const [first = 0, second = 0] = between;
  const deeper = first < second ? 0 : 1;
  return Array.from({ length: times }, (_, cycle) => {
    const share = warmUp[cycle] ?? 1;
    const end = (kind: ProgramStep['kind'], index: number): FormedStep => ({
      step: { kind, tiltDeg: sharedTilt(index === 0 ? first : second, share), durationMs },
      tiltPath: share === 1 ? ['oscillate', 'between', index] : null,
    });
    return [end('hold', deeper), end('rest', 1 - deeper)];
  }).flat();
}

/** A hold at each stair, both ends included. */
function stairSteps(stairs: WrittenStairs, durationMs: number): FormedStep[] {
  const { from, to } = stairs;
  const last = stairCount(stairs) - 1;
  return Array.from({ length: last + 1 }, (_, index) => {
    const tiltDeg = index === last ? to : Math.round((from + ((to - from) * index) / last) * 1000) / 1000;
    const end = index === 0 ? 'from' : 'to';
    const isEnd = index === 0 || index === last;
    return { step: { kind: 'hold', tiltDeg, durationMs }, tiltPath: isEnd ? ['stairs', end] : null };
  });
}

const stairCount = ({ from, to, by }: WrittenStairs): number => Math.round(Math.abs(to - from) / by) + 1;
