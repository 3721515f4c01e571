import { describe, expect, it } from 'vitest';
import { readScenarioText } from '../../src/bench/read-scenario.ts';
import { runScenario } from '../../src/bench/run-scenario.ts';
import type { BenchSample } from '../../src/ports/bench-table.ts';
import { ScriptedTable } from './scripted-table.ts';

/** A tilt that falls from 75 deg by 2 deg/s. */
const falling = (sample: BenchSample): void => {
  sample.tiltDeg = 75 - (2 * sample.atMs) / 1000;
  sample.rateDegPerSec = -2;
};

async function run(steps: string, { play = falling, never = '' } = {}) {
  const read = readScenarioText('t.yaml', `name: t\n${never}steps:\n${steps}`);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  const table = new ScriptedTable(play);
  const result = await runScenario(read.scenario, table, { target: 'sim', wallMs: () => 0 });
  return { result, table };
}

describe('the steps of a scenario', () => {
  it('take the time that they say', async () => {
    const { result } = await run('  - after: 1 s\n  - expect: { tilt: { near: 73°, by: 0.03° } }\n');
    expect(result.verdict).toBe('passed');
    expect(result.tookMs).toBe(1000);
    expect(result.trace.timesMs).toHaveLength(101);
  });

  it('count from the step before them, and a press takes none', async () => {
    const steps =
      '  - press: START\n  - expect: { signal: tilt, below: 74°, within: 1 s }\n  - expect: { signal: tilt, below: 72°, within: 1010 ms }\n';
    const { result, table } = await run(steps);
    expect(table.done).toEqual(['press START 200']);
    expect(result.checks.map(({ fromMs, atMs }) => [fromMs, atMs])).toEqual([
      [0, 510],
      [510, 1510],
    ]);
    expect(result.verdict).toBe('passed');
  });

  it('fail at their place, with signal, expected, seen and when', async () => {
    const { result } = await run('  - after: 1 s\n  - expect: { signal: tilt, reaches: 70°, within: 500 ms }\n');
    expect(result.verdict).toBe('failed');
    expect(result.failure).toEqual({
      place: { line: 4, column: 13 },
      signal: 'tilt',
      expected: 'tilt reaches 70° within 500 ms',
      seen: 'tilt 72°',
      atMs: 1500,
    });
  });

  it('want a condition to last where they say for how long', async () => {
    const { result } = await run('  - expect: { signal: tilt, above: 74.5°, for: 1 s }\n');
    expect(result.failure?.atMs).toBe(250);
    expect(result.failure?.expected).toBe('tilt above 74.5° for 1 s');
  });

  it('reach a value from either side, and from there', async () => {
    const rising = (sample: BenchSample): void => {
      sample.tiltDeg = -60 + sample.atMs / 100;
    };
    const { result } = await run(
      '  - expect: { signal: tilt, reaches: -50°, within: 2 s }\n  - expect: { signal: tilt, reaches: -50° }\n',
      { play: rising },
    );
    expect(result.verdict).toBe('passed');
    expect(result.checks[0]?.atMs).toBe(1000);
  });

  it('watch what may never be at every sample, also while a step waits', async () => {
    const { result } = await run('  - after: 60 s\n', { never: 'never: [{ signal: tilt, below: 70° }]\n' });
    expect(result.failure?.expected).toBe('never tilt below 70°');
    expect(result.failure?.atMs).toBe(2510);
    expect(result.failure?.place.line).toBe(2);
  });

  it('never let the table go faster or further than it may, whatever the scenario says', async () => {
    const racing = (sample: BenchSample): void => {
      sample.rateDegPerSec = sample.atMs >= 500 ? 8.1 : 0;
    };
    const { result } = await run('  - after: 60 s\n', { play: racing });
    expect(result.failure).toMatchObject({ signal: 'rate', seen: 'rate 8.1°/s', atMs: 500 });
    const deep = await run('  - after: 600 s\n');
    expect(deep.result.failure).toMatchObject({ signal: 'tilt', expected: 'never tilt below -63.5°' });
  });

  it('measure times and figures, and fail beyond a limit', async () => {
    const measures =
      '  - measure: { name: down to 74, until: { signal: tilt, below: 74° }, within: 2 s }\n  - measure: { name: mean, mean: rate.signed, over: 1 s }\n  - measure: { name: lowest, minimum: tilt, over: 1 s, atLeast: 71° }\n';
    const { result } = await run(measures);
    expect(result.figures.map(({ name, text, passed }) => [name, text, passed])).toEqual([
      ['down to 74', '510 ms', true],
      ['mean', '-2°/s', true],
      ['lowest', '69.98°', false],
    ]);
    expect(result.failure).toMatchObject({ signal: 'tilt', expected: 'lowest: at least 71°', seen: '69.98°' });
  });

  it('are repeated, and drawn from a seed', async () => {
    const steps =
      '  - repeat: { times: 2, steps: [{ press: UP }, { after: 100 ms }] }\n  - random: { seed: 7, times: 20, steps: [{ press: UP }, { press: DOWN }, { after: { between: [10 ms, 50 ms] } }] }\n';
    const first = await run(steps);
    const again = await run(steps);
    expect(first.table.done).toEqual(again.table.done);
    expect(first.result.tookMs).toBe(again.result.tookMs);
    expect(new Set(first.table.done)).toEqual(new Set(['press UP 200', 'press DOWN 200']));
    const other = await run(steps.replace('seed: 7', 'seed: 8'));
    expect(other.table.done).not.toEqual(first.table.done);
  });

  it('act on host and link', async () => {
    const { table } = await run(
      '  - stall: host\n  - stall: { host: 500 ms }\n  - kill: host\n  - start: host\n  - link: { drop: 1 % }\n  - link: sound\n',
    );
    expect(table.done).toEqual([
      'stall 2000',
      'stall 500',
      'kill',
      'start',
      'link {"drop":0.01,"flip":0,"duplicate":0,"delayMs":0,"cut":false,"seed":1}',
      'link null',
    ]);
  });

  it('stay past a value that they have reached', async () => {
    const { result } = await run('  - expect: { signal: tilt, reaches: 74°, within: 2 s, for: 1 s }\n');
    expect(result.verdict).toBe('passed');
    expect(result.tookMs).toBe(1500);
  });

  it("draw from the scenario's seed, for times and for bytes", async () => {
    const steps = '  - after: { between: [1 s, 30 s] }\n  - link: { drop: 1 % }\n';
    const seeded = (seed: number) => run(steps, { never: `seed: ${seed}\n` });
    const [first, again, other] = [await seeded(7), await seeded(7), await seeded(8)];
    expect(again.result.tookMs).toBe(first.result.tookMs);
    expect(other.result.tookMs).not.toBe(first.result.tookMs);
    expect(other.table.done).toEqual([expect.stringContaining('"seed":8')]);
  });

  it('tell what never was, and what was measured, among what they expected', async () => {
    const never = 'never: [{ signal: tilt, below: 70° }, { signal: rate, above: 3°/s }]\n';
    const steps = '  - measure: { name: deepest, minimum: tilt, over: 1 s, atMost: 74° }\n  - after: 5 s\n';
    const { result } = await run(steps, { never });
    expect(result.checks).toMatchObject([
      { text: 'deepest: at most 74°', passed: true, fromMs: 0, atMs: 1000 },
      { text: 'never tilt below 70°', passed: false, fromMs: 0, atMs: 2510 },
      { text: 'never rate above 3°/s', passed: true, fromMs: 0, atMs: 2510 },
    ]);
  });

  it('wait for an answer for as long as they say', async () => {
    const { result } = await run('  - console: { line: wait holding, within: 20 s }\n', { play: () => undefined });
    expect(result.failure).toMatchObject({ seen: 'no answer', atMs: 20_000 });
  });

  it('fail where a console does not answer', async () => {
    const { result } = await run('  - console: status\n', { play: () => undefined });
    expect(result.failure).toMatchObject({
      signal: 'console',
      expected: "an answer to 'status'",
      seen: 'no answer',
      atMs: 5000,
    });
  });

  it('end in an error where the table cannot do what is asked', async () => {
    const read = readScenarioText('t.yaml', 'name: t\nsteps:\n  - press: UP\n  - inject: H-08\n');
    if (!read.ok) throw new Error('reads');
    const table = new ScriptedTable(falling);
    const hands = { ...table.hands, inject: () => ({ ok: false as const, because: 'not here' }) };
    const result = await runScenario(read.scenario, Object.assign(table, { hands }), {
      target: 'sim',
      wallMs: () => 0,
    });
    expect(result).toMatchObject({ verdict: 'error', failure: { place: { line: 4 }, seen: 'not here' } });
  });
});
