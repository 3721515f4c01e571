import { describe, expect, it } from 'vitest';
import { type CreateBenchController, simulatedBench } from '../../sim/bench/simulated-bench.ts';
import { readScenarioText } from '../../src/bench/read-scenario.ts';
import { runScenario } from '../../src/bench/run-scenario.ts';
import { setupOf } from '../../src/bench/setup-of.ts';
import { createBenchController } from '../../src/cli/bench/bench-controller.ts';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { INPUT } from '../../src/domain/inputs.ts';
import type { TableHardware } from '../../src/ports/table-hardware.ts';

/**
 * A bench that finds nothing wrong with a broken controller is worth nothing: each of these breaks one on purpose, and the
 * scenario that is about it must fail, with the signal, what was expected, what was seen and when; the others pass.
 */
const SHALLOW = 'program:\n  name: shallow\n  steps: [{ hold: -40°, for: 2 min }]\n';
const SCENARIOS = {
  'RETURN in a hold': `name: RETURN in a hold
${SHALLOW}steps:
  - press: START
  - wait: { state: holding, within: 60 s }
  - after: 1 s
  - press: RETURN
  - expect: { signal: drive.duty, above: 0, within: 100 ms }
  - expect: { tilt: { near: 75°, by: 1° }, state: locked, within: 60 s }
`,
  'the pause is bounded': `name: the pause is bounded
${SHALLOW}config: { timeouts: { pauseHeadDown: 20 s } }
steps:
  - press: START
  - wait: { state: holding, within: 60 s }
  - press: START
  - expect: { state: paused, within: 3 s }
  - expect: { state: returning-emergency, cause: PAUSE_CAP, within: 21 s }
  - expect: { tilt: { near: 75°, by: 1° }, within: 60 s }
`,
  'the angle wire opens': `name: the angle wire opens
${SHALLOW}steps:
  - press: START
  - wait: { state: holding, within: 60 s }
  - inject: H-11:open
  - expect: { fault: H-11, within: 100 ms }
  - expect: { tilt: { near: 75°, by: 2.5° }, within: 60 s }
`,
} as const;
type Name = keyof typeof SCENARIOS;

async function failuresOf(create: CreateBenchController) {
  const failures: Partial<Record<Name, { signal: string; expected: string; seen: string; atMs: number }>> = {};
  for (const [name, text] of Object.entries(SCENARIOS)) {
    const read = readScenarioText(`${name}.yaml`, text);
    if (!read.ok) throw new Error(JSON.stringify(read.errors));
    const table = await simulatedBench(create).open(setupOf(read.scenario));
    const { failure } = await runScenario(read.scenario, table, { target: 'sim', wallMs: () => 0 });
    if (failure !== null) failures[name as Name] = failure;
  }
  return failures;
}

/** The same hardware, but for what its frames say of the inputs. */
function seenThrough(hardware: TableHardware, inputsOf: (inputs: number) => number): TableHardware {
  return {
    facts: hardware.facts,
    read: () => {
      const frame = hardware.read();
      return { ...frame, inputs: inputsOf(frame.inputs) };
    },
    write: (command) => hardware.write(command),
    close: () => hardware.close(),
  };
}

describe('a controller that is broken on purpose', () => {
  it('passes all of them while it is whole', async () => {
    expect(await failuresOf(createBenchController)).toEqual({});
  });

  it('is found out where it is deaf to RETURN: the board acts for it, but later than it may', async () => {
    const deaf = (inputs: number) => (inputs & ~INPUT.RETURN_MADE) | INPUT.RETURN_BREAK_CLOSED;
    const failures = await failuresOf((needs) =>
      createBenchController({ ...needs, hardware: seenThrough(needs.hardware, deaf) }),
    );
    expect(Object.keys(failures)).toEqual(['RETURN in a hold']);
    const { signal, expected, seen, atMs } = failures['RETURN in a hold'] ?? {};
    expect(signal).toBe('drive.duty');
    expect(expected).toBe('drive.duty above 0 within 100 ms');
    expect(seen).toBe('drive.duty 0');
    expect(atMs).toBeGreaterThan(55_000);
  });

  it('is found out where it does not heed its settings', async () => {
    const failures = await failuresOf((needs) =>
      createBenchController({ ...needs, setup: { ...needs.setup, settings: DEFAULT_SETTINGS } }),
    );
    expect(Object.keys(failures)).toEqual(['the pause is bounded']);
    expect(failures['the pause is bounded']).toMatchObject({
      signal: 'state, cause',
      seen: 'state paused, cause none',
    });
  });

  it('is found out where it lacks a check', async () => {
    const failures = await failuresOf((needs) =>
      createBenchController({ ...needs, hardware: withLastGoodAngle(needs.hardware) }),
    );
    expect(Object.keys(failures)).toEqual(['the angle wire opens']);
    expect(failures['the angle wire opens']).toMatchObject({
      signal: 'fault',
      expected: 'fault is H-11 within 100 ms',
    });
  });
});

/** As a driver would do that smooths over what it does not understand. */
function withLastGoodAngle(hardware: TableHardware): TableHardware {
  let good = 512;
  return {
    facts: hardware.facts,
    read: () => {
      const frame = hardware.read();
      if (frame.tiltCounts > 51 && frame.tiltCounts < 972) good = frame.tiltCounts;
      return { ...frame, tiltCounts: good };
    },
    write: (command) => hardware.write(command),
    close: () => hardware.close(),
  };
}
