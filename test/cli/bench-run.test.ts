import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { runHere } from './run-here.ts';
import { buildUpright, MAIN, UprightProcess } from './upright-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'upright-bench-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(buildUpright, 180_000);

function scenario(name: string, text: string): string {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, text);
  return file;
}

const DOWN = 'steps:\n  - press: START\n  - wait: { state: moving, within: 5 s }\n';

describe('upright bench run', () => {
  it('says that a scenario has passed, how long it took, and what it has measured', async () => {
    const file = scenario(
      'down',
      `name: down\n${DOWN}  - measure: { name: to 60, until: { signal: tilt, below: 60° }, within: 20 s }\n`,
    );
    const { code, stdout } = await runHere('bench', 'run', file);
    expect(stdout).toMatch(/^ok {5}down +sim +0:\d\d in +[\d.]+ s\n {7}to 60: \d+(\.\d+)? s\n1 passed, 0 failed in/);
    expect(code).toBe(0);
  });

  it('says signal, expected, seen and when, and exits with 1', async () => {
    const file = scenario('wrong', `name: wrong\n${DOWN}  - expect: { tilt: { above: 76° }, within: 1 s }\n`);
    const { code, stdout } = await runHere('bench', 'run', file);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAIL {3}wrong/);
    expect(stdout).toMatch(
      /wrong\.yaml:5:13: at 1\.\d\d s, tilt\n {7}expected {2}tilt above 76° within 1 s\n {7}seen {6}tilt 7\d(\.\d+)?°/,
    );
    expect(stdout).toMatch(/0 passed, 1 failed/);
  });

  it('tells every mistake of every file before anything runs, and exits with 2', async () => {
    const one = scenario('one', 'name: one\nsteps:\n  - pres: START\n  - expect: { state: hold }\n');
    const two = scenario('two', 'name: two\nsteps: [{ after: soon }]\n');
    const { code, stdout, stderr } = await runHere('bench', 'run', one, two);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(`${one}:3:5: steps[0].pres: unknown key 'pres'. Did you mean 'press'?`);
    expect(stderr).toContain(`${two}:2:18: steps[0].after: 'soon' is no duration`);
  });

  it('names the scenario that was meant, and the target', async () => {
    const name = await runHere('bench', 'run', 'retrun-from-hold');
    expect(name).toMatchObject({ code: 2, stderr: expect.stringContaining("did you mean 'return-from-hold'?") });
    const target = await runHere('bench', 'run', '--target', 'uno-emulatd');
    expect(target).toMatchObject({ code: 2, stderr: expect.stringContaining("did you mean 'uno-emulated'?") });
  });

  it('prints one object with --json', async () => {
    const file = scenario('json', `name: json\n${DOWN}`);
    const { stdout } = await runHere('bench', 'run', file, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      passed: 1,
      failed: 0,
      runs: [{ name: 'json', target: 'sim', verdict: 'passed' }],
    });
  });

  it.each([0, 22, 28, 400])(
    'leaves nothing behind where it is interrupted %i ms after it began to lay something down, and exits with 130',
    async (delayMs) => {
      const place = mkdtempSync(join(folder, 'tmp-'));
      const file = scenario('long', `name: long\n${DOWN}  - after: 5 min\n`);
      vi.stubEnv('TMPDIR', place);
      const run = new UprightProcess(['bench', 'run', file, '--target', 'uno-emulated']);
      vi.unstubAllEnvs();
      const inside = () => readdirSync(place).flatMap((name) => readdirSync(join(place, name)));
      await expect.poll(inside, { timeout: 20_000, interval: 1 }).not.toEqual([]);
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      run.child.kill('SIGINT');
      const { code, stderr } = await run.exited;
      expect(code).toBe(130);
      expect(stderr).toBe('interrupted: 0 of 1 had ended, no report is written\n');
      // Where one of its processes lived on, it would lay its folders down again.
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(readdirSync(place)).toEqual([]);
    },
    40_000,
  );

  it('is interrupted at a terminal as well, with its live list below', async () => {
    const place = mkdtempSync(join(folder, 'tmp-'));
    const file = scenario('long', `name: long\n${DOWN}  - after: 5 min\n`);
    const command = `stty columns 100 rows 30; exec ${process.execPath} ${MAIN} bench run ${file} --target uno-emulated`;
    const terminal = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
      env: { ...process.env, TMPDIR: place },
    });
    onTestFinished(() => void terminal.kill('SIGKILL'));
    let shown = '';
    terminal.stdout.on('data', (text) => {
      shown += String(text);
    });
    await expect.poll(() => shown, { timeout: 20_000 }).toContain('0 of 1');
    await expect.poll(() => readdirSync(place), { timeout: 20_000 }).not.toEqual([]);
    terminal.stdin.write('\u0003');
    const [code] = await once(terminal, 'close');
    expect(shown).toContain('interrupted: 0 of 1 had ended, no report is written');
    expect(code).toBe(130);
    expect(readdirSync(place)).toEqual([]);
  }, 40_000);
});
