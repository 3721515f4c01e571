import { execFileSync, spawn } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readScenarioText } from '../../src/bench/read-scenario.ts';
import { runScenario } from '../../src/bench/run-scenario.ts';
import type { ScenarioResult } from '../../src/bench/scenario-result.ts';
import { writeReports } from '../../src/cli/bench/write-reports.ts';
import { ScriptedTable } from '../bench/scripted-table.ts';
import { runHere } from './run-here.ts';
import { buildUpright } from './upright-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'upright-bench-reports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(buildUpright, 180_000);

function scenario(name: string, place = folder): string {
  const file = join(place, `${name}.yaml`);
  mkdirSync(place, { recursive: true });
  writeFileSync(file, `name: ${name}\nsteps:\n  - press: START\n  - wait: { state: moving, within: 5 s }\n`);
  return file;
}

async function resultOf(name: string): Promise<ScenarioResult> {
  const read = readScenarioText(`${name}.yaml`, `name: ${name}\nsteps:\n  - after: 50 ms\n`);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return runScenario(read.scenario, new ScriptedTable(() => undefined), { target: 'sim', wallMs: () => 0 });
}

describe('the files that a bench leaves behind', () => {
  it('never replace one another: what would be written twice is refused before anything runs', async () => {
    const file = scenario('same');
    const both = join(folder, 'both.out');
    const twice = await runHere('bench', 'run', file, '--junit', both, '--html', both);
    expect(twice).toMatchObject({ code: 2, stdout: '' });
    expect(twice.stderr).toMatch(/both\.out would hold --junit and --html\n {2}give each a name of its own/);
    const other = scenario('same', join(folder, 'other'));
    const traces = await runHere('bench', 'run', file, other, '--vcd', join(folder, 'out.vcd'));
    expect(traces).toMatchObject({ code: 2, stdout: '' });
    expect(traces.stderr).toMatch(/out-same-sim\.vcd would hold --vcd of .*same\.yaml on sim and --vcd of .*other/);
  });

  it('go where a link leads and through a pipe, and leave both as they are', async () => {
    const file = scenario('linked');
    const target = join(folder, 'target.xml');
    const link = join(folder, 'link.xml');
    const pipe = join(folder, 'pipe.html');
    writeFileSync(target, 'before');
    symlinkSync(target, link);
    execFileSync('mkfifo', [pipe]);
    const cat = spawn('cat', [pipe]);
    const read: Buffer[] = [];
    cat.stdout.on('data', (bytes: Buffer) => read.push(bytes));
    const { code } = await runHere('bench', 'run', file, '--junit', link, '--html', pipe);
    expect(code).toBe(0);
    await new Promise((resolve) => cat.once('close', resolve));
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toContain('<testsuite');
    expect(lstatSync(pipe).isFIFO()).toBe(true);
    expect(Buffer.concat(read).toString()).toContain('<!doctype html>');
  });

  it('are written as far as they can be, and what could not be is said', async () => {
    const out = join(folder, 'traces');
    mkdirSync(join(out, 'out-one-sim.csv'), { recursive: true });
    const results = await Promise.all(['one', 'two'].map(resultOf));
    const problems = await writeReports({ csv: join(out, 'out.csv') }, results, []);
    expect(problems).toEqual([
      `--csv ${join(out, 'out-one-sim.csv')} cannot be written (EISDIR); the scenarios were run all the same`,
    ]);
    expect(readdirSync(out).sort()).toEqual(['out-one-sim.csv', 'out-two-sim.csv']);
  });
});
