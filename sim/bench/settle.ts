import { type BenchSetup, type BenchTable, SAMPLE_MS } from '../../src/ports/bench-table.ts';

/** The rider is in, and START would be taken, within this, ms. */
const READY_WITHIN_MS = 30_000;
/** A rider is in by then, and has taken GRIP. */
const GETS_IN_MS = 2000;

interface Settling extends Pick<BenchTable, 'sample' | 'advance'> {
  takeOver(): void;
}

/**
 * Lets the self-test pass and the rider get in before the bench's time begins. What a scenario does before the controller
 * starts, or a table that is not upright, it wants to see from the start: nothing is waited for then.
 */
export async function settle(table: Settling, setup: BenchSetup): Promise<void> {
  if (setup.startsAtOnce) {
    table.takeOver();
    return;
  }
  for (let passedMs = 0; passedMs < READY_WITHIN_MS; passedMs += SAMPLE_MS) {
    const { view } = table.sample;
    const isReady = view?.state === 'ready' && view.refusals.length === 0;
    if (passedMs >= GETS_IN_MS && isReady) break;
    const passing = table.advance();
    if (passing !== undefined) await passing;
  }
  table.takeOver();
}
