import type { Condition, Scenario, Step } from '../../src/bench/scenario.ts';

/** What only the controller says of itself. */
const OWN_WORDS = new Set(['state', 'cause', 'alarm', 'prompt', 'outcome', 'estimate', 'hold', 'fault', 'refusal']);

/**
 * The same scenario on a table that nothing happens to, judged by the table alone: what it brings about is left out, and what
 * it expects afterwards of the controller's own account as well. Null where it brings nothing about.
 */
export function withoutInjection(scenario: Scenario): Scenario | null {
  const all = [...scenario.before, ...scenario.steps];
  if (!all.some(isInjection)) return null;
  const before = scenario.before.filter((step) => !isInjection(step));
  const first = scenario.before.length > before.length ? 0 : scenario.steps.findIndex(isInjection);
  const steps = scenario.steps.flatMap((step, index) =>
    isInjection(step) ? [] : index < first ? [step] : tableOnly(step),
  );
  return { ...scenario, before, steps };
}

function isInjection(step: Step): boolean {
  switch (step.kind) {
    case 'inject':
    case 'kill':
    case 'stall':
      return true;
    case 'link':
      return step.disturbance !== null;
    case 'press':
      return step.button === 'ESTOP';
    case 'release':
      return step.button === 'CLAMP' || step.button === 'GRIP';
    default:
      return false;
  }
}

function tableOnly(step: Step): readonly Step[] {
  if (step.kind !== 'expect') return [step];
  const tests = testsOfTable(step.condition);
  return tests.length === 0 ? [] : [{ ...step, condition: { ...step.condition, tests } }];
}

/** What a condition asks of the table's own instruments. */
export const testsOfTable = ({ tests }: Condition): Condition['tests'] =>
  tests.filter(({ signal }) => !OWN_WORDS.has(signal.name));
