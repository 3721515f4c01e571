import { formatDurationWords } from '../config/duration.ts';
import { invariant } from '../domain/invariant.ts';
import { SeededRandom } from '../domain/seeded-random.ts';
import type { BenchHost, BenchTable } from '../ports/bench-table.ts';
import { actByHand } from './act-by-hand.ts';
import type { BenchRun } from './bench-run.ts';
import { comesTrue } from './come-true.ts';
import { describeCondition, Watched } from './conditions.ts';
import { runMeasure } from './run-measure.ts';
import type { Step } from './scenario.ts';
import { StepFailure } from './step-failure.ts';

/** The steps of a scenario, one after the other, each beginning at the sample at which the one before it has ended. */
export async function runSteps(steps: readonly Step[], run: BenchRun, random: SeededRandom): Promise<void> {
  for (const step of steps) {
    run.begin(step.place);
    await runStep(step, run, random);
  }
}

async function runStep(step: Step, run: BenchRun, random: SeededRandom): Promise<void> {
  switch (step.kind) {
    case 'press':
    case 'release':
    case 'inject':
    case 'clear':
      run.mark(step.kind, actByHand(step, run.table.hands));
      return;
    case 'after':
      await pass(step.fromMs + random.integerBelow(step.toMs - step.fromMs + 1), run);
      return;
    case 'wait':
    case 'expect':
      await expectStep(step, run);
      return;
    case 'measure':
      await runMeasure(step, run);
      return;
    case 'console':
    case 'scpi':
      await say(step, run);
      return;
    case 'kill':
    case 'start':
    case 'stall':
      actOnHost(step, hostOf(run.table), run);
      return;
    case 'link':
      disturb(step, run);
      return;
    case 'repeat':
      for (let round = 0; round < step.times; round += 1) await runSteps(step.steps, run, random);
      return;
    case 'random': {
      const own = new SeededRandom(step.seed);
      for (let round = 0; round < step.times; round += 1) {
        const chosen = step.steps[own.integerBelow(step.steps.length)];
        if (chosen !== undefined) await runSteps([chosen], run, own);
      }
      return;
    }
    default:
      step satisfies never;
  }
}

async function pass(ms: number, run: BenchRun): Promise<void> {
  const untilMs = run.nowMs + ms;
  while (run.nowMs < untilMs) await run.advance();
}

/** Holds now; or within a time; and then for a time. */
async function expectStep(step: Extract<Step, { kind: 'wait' | 'expect' }>, run: BenchRun): Promise<void> {
  const { condition, withinMs, forMs, place } = step;
  const text = `${describeCondition(condition)}${withinMs === null ? '' : ` within ${formatDurationWords(withinMs)}`}${forMs === null ? '' : ` for ${formatDurationWords(forMs)}`}`;
  const fromMs = run.nowMs;
  const fail = (): never => {
    run.checks.push({ place, text, passed: false, fromMs, atMs: run.nowMs });
    throw new StepFailure(run.failureOf(condition, text));
  };
  const watched = new Watched(condition);
  if (!(await comesTrue(watched, withinMs ?? 0, run))) fail();
  if (forMs !== null && !(await staysTrue(watched, forMs, run))) fail();
  run.checks.push({ place, text, passed: true, fromMs, atMs: run.nowMs });
}

async function staysTrue(watched: Watched, forMs: number, run: BenchRun): Promise<boolean> {
  const untilMs = run.nowMs + forMs;
  while (run.nowMs < untilMs) {
    await run.advance();
    if (!watched.holds(run.table.sample)) return false;
  }
  return true;
}

async function say(step: Extract<Step, { kind: 'console' | 'scpi' }>, run: BenchRun): Promise<void> {
  const { kind, line, answers, withinMs, place } = step;
  run.mark('said', line);
  const fromMs = run.nowMs;
  run.table.say(kind, line);
  let reply = run.table.takeReply(kind);
  while (reply === null && run.nowMs - fromMs < withinMs) {
    await run.advance();
    reply = run.table.takeReply(kind);
  }
  const text = reply?.join('\n') ?? 'no answer';
  run.mark('answered', text);
  const wanted = answers === null ? 'an answer' : `an answer with ${answers.source}`;
  const refused = answers === null && /^error /m.test(text);
  const passed = reply !== null && !refused && (answers === null || answers.test(text));
  run.checks.push({ place, text: `${kind} '${line}': ${wanted}`, passed, fromMs, atMs: run.nowMs });
  if (!passed)
    throw new StepFailure({ place, signal: kind, expected: `${wanted} to '${line}'`, seen: text, atMs: run.nowMs });
}

function hostOf({ host }: BenchTable): BenchHost {
  invariant(host !== null, 'a scenario that needs the host runs only where there is one');
  return host;
}

function actOnHost(step: Extract<Step, { kind: 'kill' | 'start' | 'stall' }>, host: BenchHost, run: BenchRun): void {
  switch (step.kind) {
    case 'kill':
      host.kill();
      run.mark('host', 'killed');
      return;
    case 'start':
      host.start();
      run.mark('host', 'started');
      return;
    case 'stall':
      host.stall(step.forMs);
      run.mark('host', `stalled for ${formatDurationWords(step.forMs)}`);
      return;
    default:
      step satisfies never;
  }
}

function disturb({ disturbance }: Extract<Step, { kind: 'link' }>, run: BenchRun): void {
  const { link } = run.table;
  invariant(link !== null, 'a scenario that disturbs the link runs only where there is one');
  link.disturb(disturbance === null ? null : { ...disturbance, seed: run.seed });
  run.mark('link', disturbance === null ? 'sound' : disturbance.cut ? 'cut' : 'disturbed');
}
