import type { BenchTarget } from '../../bench/bench-target.ts';
import { BENCH_TARGETS, type BenchTargetName } from '../../ports/bench-table.ts';
import { openBenchTarget } from '../../targets/open-bench-target.ts';
import { createBenchController } from './bench-controller.ts';
import { prepareHost } from './prepare-host.ts';

/** Nothing is opened for facts alone: no port is named, and no answer awaited. */
const UNOPENED = { port: '', rig: '', silentMs: 0 } as const;

/** What a target is and can do; null where this installation has it not, which opening it will explain. */
export async function benchTargetFacts(name: BenchTargetName): Promise<BenchTarget | null> {
  try {
    return await openBenchTarget(name, { createController: createBenchController, prepareHost, ...UNOPENED });
  } catch {
    return null;
  }
}

/** All that there are here. */
export async function benchTargets(): Promise<readonly BenchTarget[]> {
  const targets = await Promise.all(BENCH_TARGETS.map(benchTargetFacts));
  return targets.filter((target) => target !== null);
}
