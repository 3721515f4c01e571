import type { BenchRun } from './bench-run.ts';
import type { Watched } from './conditions.ts';

/** False where the time has run out before. */
export async function comesTrue(watched: Watched, withinMs: number, run: BenchRun): Promise<boolean> {
  const untilMs = run.nowMs + withinMs;
  for (;;) {
    if (watched.holds(run.table.sample)) return true;
    if (run.nowMs >= untilMs) return false;
    await run.advance();
  }
}
