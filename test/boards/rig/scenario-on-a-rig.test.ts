import { expect, it } from 'vitest';
import { CONTROLLER_ANALOG } from '../../../boards/rig/rig-wiring.ts';
import { type ControllerHost, rigBench } from '../../../sim/bench/rig-bench.ts';
import { readScenarioText } from '../../../src/bench/read-scenario.ts';
import { runScenario } from '../../../src/bench/run-scenario.ts';
import { setupOf } from '../../../src/bench/setup-of.ts';
import type { Settings } from '../../../src/config/settings.ts';
import { TableController } from '../../../src/cycle/table-controller.ts';
import { sessionPlanOf } from '../../../src/machine/session-plan-of.ts';
import { ADMITS_ALL } from '../../../src/ports/admission.ts';
import type { TableHardware } from '../../../src/ports/table-hardware.ts';
import { findProgram } from '../../../src/programs/library.ts';
import { openDriver, openRiggedPair } from '../../support/rigged-bench.ts';

/** The converter's output that plays the potentiometer. */
const RIG_TILT_OUTPUT = 0;
const SCENARIO = `
name: a wire of the potentiometer on the way down
program: first-time
rider: { massKg: 85, answers: true }
never: [{ signal: rate, above: 6°/s }]
steps:
  - press: START
  - wait: { signal: tilt, below: 72°, within: 10 s }
  - inject: H-11
  - expect: { signal: fault, is: H-11, within: 200 ms }
  - expect: { signal: rate.signed, above: 0.5°/s, within: 5 s }
  - expect: { tilt: { near: 75°, by: 1.5° }, within: 20 s }
`;

/** The controller in this process, in step with the boards. */
function hostOf(hardware: TableHardware, settings: Settings, nowMs: () => number): ControllerHost {
  const found = findProgram('first-time', settings, { programsDir: 'none' });
  if (!found.ok) throw new Error('there is no first-time');
  const controller = new TableController({
    hardware,
    settings,
    plan: sessionPlanOf(found, settings),
    occupancy: 'person',
    admission: ADMITS_ALL,
    findPlan: () => ({ ok: false, because: 'there is no other here' }),
  });
  return {
    get view() {
      return controller.view();
    },
    control: { kill: () => undefined, stall: () => undefined, start: () => undefined },
    pass: () => controller.tick(nowMs()),
    say: () => undefined,
    takeReply: () => null,
    close: async () => undefined,
  };
}

it('a controller finds the table as the scenario has it: turned once the board is calibrated', async () => {
  const read = readScenarioText('rig.yaml', SCENARIO);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  const pair = await openRiggedPair();
  const found: number[] = [];
  const target = rigBench({
    openRig: async () => pair.rig,
    analog: CONTROLLER_ANALOG,
    nowMs: () => pair.unos.nowMs,
    wait: () => pair.pause(10),
    openHost: async (_setup, { turn }) => {
      const level = () => pair.unos.levels.shareOf(RIG_TILT_OUTPUT);
      await new Promise((resolve) => setTimeout(resolve, 50));
      found.push(level());
      await turn();
      found.push(level());
      throw new Error('seen');
    },
  });
  await expect(target.open({ ...setupOf(read.scenario), startTiltDeg: 20 })).rejects.toThrow('seen');
  const [before = 0, after = 0] = found;
  const { degPerCount } = read.scenario.settings.board.potentiometer;
  expect((before - after) * 1024 * degPerCount).toBeCloseTo(55, 0);
});

it('a scenario runs on a rig as on any target: the wire opens, and the plant comes up by the limit alone', async () => {
  const read = readScenarioText('rig.yaml', SCENARIO);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  const pair = await openRiggedPair();
  const nowMs = () => pair.unos.nowMs;
  const target = rigBench({
    openRig: async () => pair.rig,
    analog: CONTROLLER_ANALOG,
    nowMs,
    wait: () => pair.pause(10),
    openHost: async ({ settings }, { turn }) => {
      await turn();
      // The bench lets the time pass.
      const pause = async (ms: number) => {
        for (const untilMs = nowMs() + ms; nowMs() < untilMs; ) await new Promise(setImmediate);
      };
      return hostOf(await openDriver(pair, pause), settings, nowMs);
    },
  });
  const table = await target.open(setupOf(read.scenario));
  const result = await runScenario(read.scenario, table, { target: 'uno', wallMs: () => 0 });
  expect(result.failure).toBeNull();
  expect(result.verdict).toBe('passed');
  expect(table.sample.tiltDeg).toBeGreaterThan(73.5);
  await table.close();
  await pair.pause(50);
  expect(pair.unos.contacts.outputOf('GPA0')).toBe(null);
}, 600_000);

const GONE: ControllerHost = {
  view: null,
  control: { kill: () => undefined, stall: () => undefined, start: () => undefined },
  pass: () => undefined,
  say: () => undefined,
  takeReply: () => null,
  close: async () => undefined,
};

it('a rig that falls silent while the table is opened is no table: what to look at is said', async () => {
  const read = readScenarioText('rig.yaml', SCENARIO);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  const pair = await openRiggedPair();
  let nowMs = pair.unos.nowMs;
  const target = rigBench({
    openRig: async () => pair.rig,
    analog: CONTROLLER_ANALOG,
    nowMs: () => nowMs,
    // The computer's time goes on, that of the rig stands still.
    wait: async () => {
      nowMs += 10;
    },
    openHost: async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return GONE;
    },
  });
  await expect(target.open(setupOf(read.scenario))).rejects.toThrow(
    /^the rig has been silent for 2[5-9]\d ms: look at/,
  );
});
