import type { BenchRun } from './bench-run.ts';
import { Watched } from './conditions.ts';
import type { Condition } from './scenario.ts';

/** False where the time has run out before. */
export async function comesTrue(condition: Condition, withinMs: number, run: BenchRun): Promise<boolean> {
  const watched = new Watched(condition);
  const untilMs = run.nowMs + withinMs;
  for (;;) {
    if (watched.holds(run.table.sample)) return true;
    if (run.nowMs >= untilMs) return false;
    await run.advance();
  }
}
