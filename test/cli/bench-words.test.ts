import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { benchTargets } from '../../src/cli/bench/bench-targets.ts';
import { shippedScenarios } from '../../src/cli/bench/scenario-files.ts';
import { HAZARDS } from '../../src/safety/hazards.ts';
import { runHere } from './run-here.ts';
import { buildUpright } from './upright-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'upright-bench-words-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(async () => {
  buildUpright();
  // The targets' own modules are loaded once, which takes its time on a busy machine.
  await benchTargets();
}, 180_000);

function scenario(name: string, text: string): string {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, text);
  return file;
}

const JAM = `name: something is in the way down
summary: the brake first, and then up
steps:
  - press: START
  - wait: { state: moving, within: 5 s }
  - inject: H-18
  - expect: { tilt: { near: 75°, by: 1° }, within: 60 s }
`;
const BYTES = `name: bytes
only: { targets: [uno-emulated], because: real bytes pass there }
steps: [{ press: START }, { wait: { state: moving, within: 5 s } }, { link: { flip: 1 % } }]
`;

describe('upright bench list', () => {
  it('says of each scenario where it runs and what it shows, and of each hazard which scenarios show it', async () => {
    const files = [scenario('jam', JAM), scenario('bytes', BYTES)];
    const { code, stdout } = await runHere('bench', 'list', ...files);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'jam\n    something is in the way down: the brake first, and then up\n    on sim, uno-emulated, uno; shows H-18\n',
    );
    expect(stdout).toContain('bytes\n    bytes\n    on uno-emulated only: real bytes pass there\n');
    expect(stdout).toMatch(/^H-18 jam-inverting +jam$/m);
    expect(stdout).toMatch(/^H-19 obstruction-returning +no scenario$/m);
    expect(stdout).toMatch(/^H-36 wall-clock-jumps +not at a bench: a test of the host/m);
    expect(stdout).toMatch(/\n2 scenarios; 1 of 59 hazards are covered; 9 cannot be shown at a bench\n$/);
  });

  it('says the same as JSON, with every row of the hazard table', async () => {
    const { stdout } = await runHere('bench', 'list', scenario('jam', JAM), '--json');
    const { scenarios, hazards } = JSON.parse(stdout);
    expect(scenarios).toEqual([
      expect.objectContaining({
        name: 'jam',
        targets: ['sim', 'uno-emulated', 'uno'],
        hazards: ['H-18'],
        because: null,
      }),
    ]);
    expect(hazards.map(({ id }: { id: string }) => id)).toEqual(HAZARDS.map(({ id }) => id));
  });

  it('has all scenarios of the house where none is named', async () => {
    const { stdout } = await runHere('bench', 'list', '--json');
    const names = JSON.parse(stdout).scenarios.map(({ name }: { name: string }) => name);
    expect(names).toEqual(shippedScenarios().map(({ name }) => name));
    expect(names).toContain('return-from-hold');
  });
});

describe('upright bench run, before anything moves', () => {
  it('refuses a scenario on a target that it is not for, where it is named, and skips it in a folder', async () => {
    const files = join(folder, 'some');
    mkdirSync(files);
    writeFileSync(join(files, 'bytes.yaml'), BYTES);
    const named = await runHere('bench', 'run', join(files, 'bytes.yaml'));
    expect(named.code).toBe(2);
    expect(named.stderr).toContain(
      'bytes.yaml:2:18: only.targets: this scenario is not for sim: real bytes pass there',
    );
    writeFileSync(join(files, 'jam.yaml'), JAM);
    const junit = join(folder, 'skipped.xml');
    const all = await runHere('bench', 'run', files, '--junit', junit);
    expect(all).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('skip   bytes on sim: real bytes pass there\n'),
    });
    expect(readFileSync(junit, 'utf8')).toMatch(/tests="2" failures="0" errors="0" skipped="1"/);
    const json = JSON.parse((await runHere('bench', 'run', files, '--json')).stdout);
    expect(json).toMatchObject({
      skipped: [{ name: 'bytes', target: 'sim', because: 'real bytes pass there' }],
      runs: [{ name: 'something is in the way down' }],
    });
  });

  it('takes nothing to run for a mistake: a folder without scenarios, or with none for its target', async () => {
    const files = join(folder, 'none');
    mkdirSync(files);
    const none = await runHere('bench', 'run', files);
    expect(none).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('there is no scenario in') });
    writeFileSync(join(files, 'bytes.yaml'), BYTES);
    const other = await runHere('bench', 'run', files);
    expect(other).toMatchObject({ code: 2, stdout: '' });
    expect(other.stderr).toContain('there is nothing to run');
    expect(other.stderr).toContain('bytes is not for sim: real bytes pass there');
  });

  it('runs a file once that is named twice', async () => {
    const file = scenario('twice', JAM);
    const { stdout } = await runHere('bench', 'run', file, file, '--json');
    expect(JSON.parse(stdout).runs).toHaveLength(1);
  });

  it('refuses a port where no target is at one, and half a job', async () => {
    const file = scenario('ports', JAM);
    const port = await runHere('bench', 'run', file, '--port', '/dev/nope');
    expect(port).toMatchObject({ code: 2, stderr: expect.stringContaining('none of these targets is at a port') });
    const jobs = await runHere('bench', 'run', file, '--jobs', '1.5');
    expect(jobs).toMatchObject({ code: 2, stderr: expect.stringContaining('1.5 is no whole number') });
  });

  it('refuses what a target cannot show', async () => {
    const file = scenario('link', 'name: link\nsteps: [{ press: START }, { link: cut }]\n');
    const { code, stdout, stderr } = await runHere('bench', 'run', file);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(
      "link.yaml:2:35: steps[1].link: sim cannot disturb the link: no bytes pass there. Write 'inject: H-29'.",
    );
  });

  it('tells with its result what it has shown', async () => {
    const { stdout, code } = await runHere('bench', 'run', scenario('jam', JAM), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout).runs[0]).toMatchObject({ verdict: 'passed', hazards: ['H-18'] });
  });
});

describe('upright bench new', () => {
  it('writes a scenario that passes as it stands, with the schema in its first line', async () => {
    const file = join(folder, "my 'own'.yaml");
    expect((await runHere('bench', 'new', file)).code).toBe(0);
    const [first = ''] = readFileSync(file, 'utf8').split('\n');
    const schema = /^# yaml-language-server: \$schema=(.+)$/.exec(first)?.[1] ?? '';
    expect(JSON.parse(readFileSync(resolve(folder, schema), 'utf8'))).toMatchObject({
      title: 'Upright bench scenario',
    });
    const run = await runHere('bench', 'run', file);
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('1 passed, 0 failed') });
  });

  it('overwrites nothing, and says why a file cannot be written', async () => {
    const file = scenario('there', 'mine\n');
    expect(await runHere('bench', 'new', file)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is there already'),
    });
    expect(readFileSync(file, 'utf8')).toBe('mine\n');
    const nowhere = await runHere('bench', 'new', join(folder, 'no', 'x.yaml'));
    expect(nowhere).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no such folder: make it first'),
    });
    const below = await runHere('bench', 'new', join(file, 'x.yaml'));
    expect(below).toMatchObject({ code: 2, stderr: expect.stringContaining('part of its path is a file') });
    const unnamed = await runHere('bench', 'new', join(folder, 'x.txt'));
    expect(unnamed).toMatchObject({ code: 2, stderr: expect.stringContaining('ends in .yaml') });
  });
});

describe('upright bench vocabulary and schema', () => {
  it('name signals with kind and unit, states, buttons, steps, faults with variants, and what targets can do', async () => {
    const { stdout } = await runHere('bench', 'vocabulary');
    expect(stdout).toMatch(/^ {2}tilt +number, as -60°: the table's own tilt, head-up positive$/m);
    expect(stdout).toMatch(/^States +self-test ready/m);
    expect(stdout).toMatch(/^Buttons +START RETURN/m);
    expect(stdout).toContain('  - wait: { state: holding, within: 120 s }\n');
    expect(stdout).toMatch(/^ {2}H-11 angle-open +the wiper is open.*; variants: open short$/m);
    expect(stdout).toMatch(/^ {2}H-26 host-dies +.*; sim only$/m);
    expect(stdout).toMatch(/^ {2}sim +.*can: host, console/m);
  });

  it('say the same as JSON', async () => {
    const { stdout } = await runHere('bench', 'vocabulary', '--json');
    const words = JSON.parse(stdout);
    expect(Object.keys(words)).toEqual(['signals', 'states', 'buttons', 'steps', 'faults', 'targets']);
    expect(words.faults.find(({ id }: { id: string }) => id === 'H-11').on).toEqual([
      { target: 'sim', variants: ['open', 'short'] },
      { target: 'uno-emulated', variants: ['open', 'short'] },
      { target: 'uno', variants: ['open', 'short'] },
    ]);
  });

  it('print the schema that the pages have', async () => {
    const { stdout } = await runHere('bench', 'schema');
    expect(stdout).toBe(readFileSync('docs/scenario.schema.json', 'utf8'));
  });
});
