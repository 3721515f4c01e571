import { DEFAULT_SETTINGS, type Settings } from '../../src/config/settings.ts';
import type { SessionPlan } from '../../src/machine/session-plan.ts';
import { checksWithout } from '../cycle/short-session.ts';
import { TableBench } from '../cycle/table-bench.ts';

/** A session of 20 s, for what shows itself only away from upright. */
const SHORTEST: SessionPlan = {
  name: 'shortest',
  steps: [{ kind: 'hold', tiltDeg: 60, durationMs: 2000 }],
  rampDegPerSec: 2,
  totalMs: 20_000,
  headDownMs: 0,
  deepestDeg: 60,
  holds: 1,
};
const SESSION_MS = 60_000;
const WATCHED_MS = 5000;

/** A fault that is there for a time, on a table that is ready or in a whole session of its own, and gone afterwards. */
export interface BeforeStart {
  readonly fault: string;
  readonly forMs: number | 'a session';
}

/** Whether the next START moves the plant down. Latch and buttons are in order by then. */
export function nextStartMoves(
  { fault, forMs }: BeforeStart,
  without: readonly string[],
  settings: Settings = DEFAULT_SETTINGS,
): boolean {
  const checks = checksWithout(without, settings);
  const bench = new TableBench({ settings, plan: SHORTEST, checks });
  if (forMs === 'a session') bench.start();
  else bench.boot();
  bench.run(1000);
  bench.buttons.inject(fault);
  bench.run(forMs === 'a session' ? SESSION_MS : forMs);
  bench.buttons.clear(fault);
  bench.buttons.release('CLAMP');
  bench.run(500);
  bench.press('CLAMP', null);
  bench.run(500);
  const { tiltDeg } = bench;
  bench.press('START');
  bench.run(WATCHED_MS);
  return bench.tiltDeg < tiltDeg - 2;
}
