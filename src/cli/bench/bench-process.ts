import { hazardsCovered } from '../../bench/hazard-cover.ts';
import { readScenarioFile } from '../../bench/read-scenario.ts';
import { runScenario } from '../../bench/run-scenario.ts';
import { setupOf } from '../../bench/setup-of.ts';
import { TargetSilent } from '../../ports/bench-table.ts';
import { HAZARDS } from '../../safety/hazards.ts';
import { openBenchTarget } from '../../targets/open-bench-target.ts';
import { createBenchController } from './bench-controller.ts';
import type { BenchJob, JobMessage } from './bench-job.ts';
import { prepareHost } from './prepare-host.ts';

/**
 * A process of its own for each scenario: whatever goes wrong in one, the others go on. A thread would do for all but a
 * serial port, whose native part lives in a process's first thread only.
 */

const TELLS_EVERY_MS = 200;

const say = (message: JobMessage): void => void process.send?.(message);
const giveUp = (thrown: unknown) =>
  say({ kind: 'unopened', because: thrown instanceof Error ? thrown.message : String(thrown) });
process.once('uncaughtException', giveUp);
process.once('message', (job: BenchJob) => void work(job).catch(giveUp));
// Nobody is left who wants to know.
process.once('disconnect', () => process.exit());

async function work({ file, target, silentMs, port, rig }: BenchJob): Promise<void> {
  const read = readScenarioFile(file);
  // The command has read it before: it was changed in between.
  if (!read.ok) return say({ kind: 'unopened', because: `${file} has changed while it was run` });
  const { scenario } = read;
  let table: Awaited<ReturnType<Awaited<ReturnType<typeof openBenchTarget>>['open']>>;
  try {
    const parts = { createController: createBenchController, prepareHost, silentMs, port, rig };
    const opened = await openBenchTarget(target, parts);
    table = await opened.open(setupOf(scenario));
  } catch (thrown) {
    const because = thrown instanceof Error ? thrown.message : String(thrown);
    return say({ kind: thrown instanceof TargetSilent ? 'silent' : 'unopened', because });
  }
  let toldAtMs = Number.NEGATIVE_INFINITY;
  const onProgress = (atMs: number) => {
    const nowMs = performance.now();
    if (nowMs - toldAtMs < TELLS_EVERY_MS) return;
    toldAtMs = nowMs;
    say({ kind: 'at', atMs });
  };
  const wallMs = () => performance.now();
  const hazards = hazardsCovered(scenario, HAZARDS);
  const result = await runScenario(scenario, table, { target, hazards, wallMs, onProgress });
  await table.close();
  say({ kind: 'result', result });
}
