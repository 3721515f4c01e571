import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { sessionPlanOf } from '../../src/machine/session-plan-of.ts';
import { judgeProgram } from '../../src/programs/judge-program.ts';
import { readProgramText } from '../../src/programs/read-program.ts';
import { disagreements } from '../support/compare-with-timeline.ts';
import { randomProgram } from '../support/random-program.ts';
import { simulatePlan } from '../support/simulate.ts';

const PROGRAMS = 5;

it('[H-52] whatever passes the check is held by the real controller as its timeline says: total, head-down, every hold', () => {
  let simulated = 0;
  for (let seed = 1; simulated < PROGRAMS; seed += 1) {
    const text = randomProgram(seed);
    const found = judgeProgram(readProgramText('random.yaml', text), DEFAULT_SETTINGS);
    if (!found.ok) continue;
    simulated += 1;
    const plan = sessionPlanOf(found, DEFAULT_SETTINGS);
    const result = simulatePlan(plan, { seed });
    expect(disagreements(found, result, plan.rampDegPerSec), `seed ${seed}\n${text}`).toEqual([]);
  }
});
