import type { Settings } from '../config/settings.ts';
import type { BenchSetup } from '../ports/bench-table.ts';
import type { TestInputs } from '../ports/test-inputs.ts';
import { actByHand, isByHand } from './act-by-hand.ts';
import type { Scenario, Step } from './scenario.ts';

/** What a scenario wants of its table before anything happens. */
export function setupOf(scenario: Scenario): BenchSetup & { readonly settings: Settings } {
  const { settings, program, occupancy, rider, seed, startTiltDeg, sessionWasOpen } = scenario;
  const before = scenario.before.filter(isByHand);
  return {
    settings,
    program,
    occupancy,
    rider,
    seed,
    startTiltDeg,
    sessionWasOpen,
    before: (hands: TestInputs) => {
      for (const step of before) actByHand(step, hands);
    },
    speaksScpi: speaksScpi(scenario.steps),
    startsAtOnce: before.length > 0 || startTiltDeg !== null || sessionWasOpen,
  };
}

const speaksScpi = (steps: readonly Step[]): boolean =>
  steps.some((step) => step.kind === 'scpi' || ('steps' in step && speaksScpi(step.steps)));
