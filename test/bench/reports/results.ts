import { emptySample } from '../../../sim/bench/empty-sample.ts';
import { readScenarioText } from '../../../src/bench/read-scenario.ts';
import { runScenario } from '../../../src/bench/run-scenario.ts';
import type { ScenarioResult } from '../../../src/bench/scenario-result.ts';
import { setupOf } from '../../../src/bench/setup-of.ts';
import { addSample, emptyTrace } from '../../../src/bench/trace.ts';
import { createBenchController } from '../../../src/cli/bench/bench-controller.ts';
import { openBenchTarget } from '../../../src/targets/open-bench-target.ts';

/** Markup, quotes, what no XML may have, and what is more than a byte. */
export const HOSTILE = `<script>alert('x')</script> & "quoted" ]]> \u0001 -38.2° ✓`;

const SHORT = `name: RETURN on the way down
program: kim-2013-60
never: [{ signal: rate, above: 7°/s }]
steps:
  - press: START
  - expect: { state: moving, within: 5 s }
  - after: 10 s
  - press: RETURN
  - expect: { signal: drive.duty, above: 0, within: 2 s }
  - measure: { name: fastest, maximum: rate, over: 2 s, atMost: 8°/s }
  - inject: H-08
  - expect: { fault: H-08, within: 2 s }
`;

let short: Promise<ScenarioResult> | null = null;

/** A short run on the simulated table, as a bench leaves it: one for all tests, which only read it. */
export function runShort(): Promise<ScenarioResult> {
  short ??= runText('scenarios/short.yaml', SHORT);
  return short;
}

export async function runText(file: string, text: string): Promise<ScenarioResult> {
  const read = readScenarioText(file, text);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  const target = await openBenchTarget('sim', {
    createController: createBenchController,
    prepareHost: async () => [],
    silentMs: 60_000,
    port: null,
    rig: null,
  });
  const table = await target.open(setupOf(read.scenario));
  try {
    return await runScenario(read.scenario, table, { target: 'sim', wallMs: () => performance.now() });
  } finally {
    await table.close();
  }
}

/** A run that a test writes down: a table that does nothing, sample by sample. */
export function madeResult(facts: Partial<ScenarioResult> = {}, samples = 3): ScenarioResult {
  const trace = emptyTrace();
  const sample = emptySample();
  for (let index = 0; index < samples; index += 1) {
    sample.atMs = index * 10;
    addSample(trace, sample);
  }
  return {
    name: 'a run',
    file: 'scenarios/run.yaml',
    target: 'sim',
    verdict: 'passed',
    failure: null,
    checks: [],
    figures: [],
    marks: [],
    trace,
    tookMs: samples * 10,
    wallMs: 12.3456,
    seed: 7,
    hazards: [],
    ...facts,
  };
}
