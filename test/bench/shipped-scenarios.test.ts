import { describe, expect, it } from 'vitest';
import { simulatedBench } from '../../sim/bench/simulated-bench.ts';
import { readScenarioFile } from '../../src/bench/read-scenario.ts';
import { runScenario } from '../../src/bench/run-scenario.ts';
import type { Scenario, Step } from '../../src/bench/scenario.ts';
import { setupOf } from '../../src/bench/setup-of.ts';
import { createBenchController } from '../../src/cli/bench/bench-controller.ts';
import { shippedScenarios } from '../../src/cli/bench/scenario-files.ts';
import { testsOfTable, withoutInjection } from './without-injection.ts';

/** The scenarios of the house on the simulated table: `npm run evidence -- bench` has them on the emulated board as well. */
const SHIPPED = shippedScenarios().map(({ name, file }) => {
  const read = readScenarioFile(file);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return { name, scenario: read.scenario };
});
const ON_SIM = SHIPPED.filter(({ scenario: { only } }) => only === null || only.targets.includes('sim'));

/** A table that ignores what happens to it looks like one that nothing happens to: that it went on is all there is to see. */
const IGNORED = ['angle-jump', 'input-lost', 'reordered', 'stalled-briefly', 'stray-sysex'];

async function run(scenario: Scenario, startsAtOnce = setupOf(scenario).startsAtOnce) {
  const table = await simulatedBench(createBenchController).open({ ...setupOf(scenario), startsAtOnce });
  return runScenario(scenario, table, { target: 'sim', wallMs: () => 0 });
}

describe('the scenarios of the house', () => {
  it('have each a name of its own, and at least one thing that may never be', () => {
    const names = SHIPPED.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(SHIPPED.filter(({ scenario }) => scenario.never.length === 0)).toEqual([]);
    expect(names.length).toBeGreaterThanOrEqual(45);
  });

  it("look each at the table's own instruments, and not only at what the controller says", () => {
    expect(SHIPPED.filter(({ scenario }) => !looksAtTable(scenario.steps)).map(({ name }) => name)).toEqual([]);
  });

  it.each(ON_SIM.map(({ name, scenario }) => [name, scenario] as const))('pass on sim: %s', async (_, scenario) => {
    const { verdict, failure } = await run(scenario);
    expect([verdict, failure]).toEqual(['passed', null]);
  });

  it("fail by the table's own word without what they bring about, but where that is to be ignored", async () => {
    const passed: string[] = [];
    for (const { name, scenario } of ON_SIM) {
      const quiet = withoutInjection(scenario);
      if (quiet === null) continue;
      const { verdict } = await run(quiet, setupOf(scenario).startsAtOnce);
      if (verdict === 'passed') passed.push(name);
    }
    expect(passed.sort()).toEqual(IGNORED);
  });
});

function looksAtTable(steps: readonly Step[]): boolean {
  return steps.some((step) => {
    if (step.kind === 'expect') return testsOfTable(step.condition).length > 0;
    if (step.kind === 'repeat') return looksAtTable(step.steps);
    return step.kind === 'measure';
  });
}
