import { describe, expect, it } from 'vitest';
import { simulatedBench } from '../../sim/bench/simulated-bench.ts';
import { EMULATED_FAULTS } from '../../sim/emulated-uno/emulated-faults.ts';
import type { BenchTarget } from '../../src/bench/bench-target.ts';
import { readScenarioText } from '../../src/bench/read-scenario.ts';
import { targetProblems } from '../../src/bench/target-problems.ts';
import { createBenchController } from '../../src/cli/bench/bench-controller.ts';
import { formatProblem } from '../../src/config/file-problem.ts';
import { BENCH_ABILITIES } from '../../src/ports/bench-table.ts';

type Facts = Pick<BenchTarget, 'name' | 'abilities' | 'faults' | 'unseenSignals'>;
const SIM: Facts = simulatedBench(createBenchController);
const EMULATED: Facts = { name: 'uno-emulated', abilities: new Set(BENCH_ABILITIES), faults: EMULATED_FAULTS };
const BARE: Facts = { name: 'uno', abilities: new Set(), faults: [], unseenSignals: ['drive.current'] };

function told(target: Facts, step: string, head = ''): readonly string[] {
  const read = readScenarioText('s.yaml', `name: s\n${head}steps:\n  - ${step}\n`);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return targetProblems(read, target).map(formatProblem);
}

const WHICH =
  "'upright bench vocabulary' says which target can; 'only: { targets: [...], because: ... }' keeps a scenario to it.";

describe('what a scenario asks for and a target has not', () => {
  it.each([
    [EMULATED, 'inject: H-26', "H-26 cannot be shown on uno-emulated as a fault. Write 'kill: host'."],
    [EMULATED, 'inject: host-stalls', "H-27 cannot be shown on uno-emulated as a fault. Write 'stall: host'."],
    [EMULATED, 'inject: H-29', "H-29 cannot be shown on uno-emulated as a fault. Write 'link: cut'."],
    [EMULATED, 'inject: H-30:burst', "H-30 cannot be shown on uno-emulated as a fault. Write 'link: { flip: 1 % }'."],
    [EMULATED, 'inject: H-28', `H-28 cannot be shown on uno-emulated. ${WHICH}`],
    [SIM, 'inject: H-38', `H-38 cannot be shown on sim. ${WHICH}`],
    [SIM, 'inject: angle-opn', "there is no fault 'angle-opn' on sim. Did you mean 'angle-open'?"],
    [SIM, 'inject: H-11:opn', "H-11 angle-open has no variant 'opn' on sim. Did you mean 'open'?"],
    [SIM, 'inject: H-08:up', "H-08 angle-stuck has no variant 'up' on sim. It has none here: write 'H-08'."],
    [SIM, 'inject: H-11:open:short', "'H-11:open:short' names more than one variant. Name one."],
  ])('is told of a fault: %#', (target, step, expected) => {
    expect(told(target, step)).toEqual([`s.yaml:3:13: steps[0].inject: ${expected}`]);
  });

  it.each([
    [SIM, 'link: { flip: 1 %, drop: 1 % }', "sim cannot disturb the link: no bytes pass there. Write 'inject: H-30'."],
    [SIM, 'link: cut', "sim cannot disturb the link: no bytes pass there. Write 'inject: H-29'."],
    [SIM, 'link: { delay: 1 s }', "sim cannot disturb the link: no bytes pass there. Write 'inject: H-34'."],
    [SIM, 'link: sound', `sim cannot disturb the link. ${WHICH}`],
    [BARE, 'kill: host', `uno cannot kill the host. ${WHICH}`],
  ])('is told of an ability: %#', (target, step, expected) => {
    const [word = ''] = step.split(':');
    expect(told(target, step)).toEqual([`s.yaml:3:${word.length + 7}: steps[0].${word}: ${expected}`]);
  });

  it('is told of rider, tilt, settings and signals, in the order of the file', () => {
    const head = 'rider: { massKg: 120 }\nconfig: { timeouts: { pauseHeadDown: 20 s } }\ntilt: -40°\n';
    const lines = told(BARE, 'measure: { name: most, maximum: drive.current, over: 1 s }', head);
    expect(lines.map((line) => line.split('. ')[0])).toEqual([
      's.yaml:2:8: rider: uno cannot choose the rider',
      's.yaml:3:9: config: uno cannot change the settings',
      's.yaml:4:7: tilt: uno cannot choose the tilt at power-on',
      's.yaml:6:37: steps[0].measure.maximum: uno cannot see drive.current',
    ]);
  });

  it('is nothing where it has all of it', () => {
    expect(told(SIM, 'inject: H-26')).toEqual([]);
    expect(told(SIM, 'inject: ANGLE-OPEN:short')).toEqual([]);
    expect(told(EMULATED, 'link: { flip: 1 % }')).toEqual([]);
    expect(told(EMULATED, 'kill: host')).toEqual([]);
  });
});
