import { describe, expect, it } from 'vitest';
import { readScenarioText } from '../../src/bench/read-scenario.ts';
import { runScenario } from '../../src/bench/run-scenario.ts';
import { setupOf } from '../../src/bench/setup-of.ts';
import { createBenchController } from '../../src/cli/bench/bench-controller.ts';
import { prepareHost } from '../../src/cli/bench/prepare-host.ts';
import { openBenchTarget } from '../../src/targets/open-bench-target.ts';

async function onSim(steps: readonly string[]) {
  const read = readScenarioText('t.yaml', `name: t\nsteps:\n${steps.map((step) => `  - ${step}\n`).join('')}`);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  const parts = { createController: createBenchController, prepareHost, silentMs: 5000, port: null, rig: null };
  const table = await (await openBenchTarget('sim', parts)).open(setupOf(read.scenario));
  const result = await runScenario(read.scenario, table, { target: 'sim', wallMs: () => 0 });
  await table.close();
  return result;
}

const IDENTITY = "{ line: '*IDN?', answers: Upright }";

describe('the process of the controller on the simulated table', () => {
  it.each(['scpi', 'console'])(
    'answers nothing any more at its %s once it was killed, until there is a new one',
    async (surface) => {
      const line = surface === 'scpi' ? IDENTITY : 'version';
      const dead = await onSim(['kill: host', 'after: 1 s', `${surface}: ${line}`]);
      expect(dead.failure).toMatchObject({ signal: surface, seen: 'no answer' });
      expect((await onSim(['kill: host', 'start: host', 'after: 1 s', `${surface}: ${line}`])).verdict).toBe('passed');
    },
  );

  it.each(['scpi', 'console'])('answers at its %s when it goes on, where it stood still', async (surface) => {
    const line = surface === 'scpi' ? IDENTITY : 'version';
    const { checks, verdict } = await onSim(['stall: { host: 100 ms }', `${surface}: ${line}`]);
    expect(verdict).toBe('passed');
    expect((checks[0]?.atMs ?? 0) - (checks[0]?.fromMs ?? 0)).toBeGreaterThanOrEqual(100);
  });

  it('is an instrument for a scenario that asks it only inside a repetition', () => {
    const text = "name: t\nsteps: [{ repeat: { times: 2, steps: [{ scpi: '*IDN?' }] } }]\n";
    const read = readScenarioText('t.yaml', text);
    expect(read.ok && setupOf(read.scenario).speaksScpi).toBe(true);
  });

  it('answers *OPC? when the table is up', async () => {
    const steps = [
      'press: START',
      'wait: { tilt: { below: 70° }, within: 10 s }',
      "scpi: { line: 'OUTP:RET;*OPC?', answers: '^1$', within: 20 s }",
      'expect: { tilt: { near: 75°, by: 1° } }',
    ];
    expect((await onSim(steps)).failure).toBeNull();
  });
});
