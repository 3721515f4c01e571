import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildUpright, type Exited, headDown, killLeftovers, MAIN, UprightProcess } from './upright-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'upright-test-'));
beforeAll(buildUpright, 60_000);
afterAll(() => {
  killLeftovers();
  rmSync(folder, { recursive: true });
});

const OWN = 'name: mine\nsummary: Mine\nsteps:\n  - hold: 10°\n    for: 5 s\n';

/** No colour, no animation, no stack trace: what a pipe can take. */
function expectPlain({ stdout, stderr }: Exited): void {
  expect(stdout + stderr).not.toContain('\u001b');
  expect(stderr).not.toMatch(/\n\s+at |node:/);
}

describe.concurrent('run from a script', () => {
  it('answers press, wait and status, and ends with 3 for a session that was returned early', async () => {
    const run = new UprightProcess(['run', '--speed', '100']);
    const ended = await run.script(
      'press START',
      'wait moving within 5s',
      'wait 20',
      'press RETURN',
      'wait locked within 60s',
      'status',
    );
    expect(ended).toMatchObject({ code: 3, stderr: '' });
    expect(ended.stdout).toMatch(
      /^ok\nmoving after \d\.\d s\nok\nmoving after 20\.0 s\nok\nok\nlocked after \d\d\.\d s\nok\nlocked, upright/,
    );
    expect(ended.stdout).toMatch(/^last +returned: RETURN was pressed$/m);
    expectPlain(ended);
  });

  it('runs a program written by hand to its end, in JSON lines, and ends with 0', async () => {
    const file = join(folder, 'mine.yaml');
    writeFileSync(file, OWN);
    const run = new UprightProcess(['run', '--speed', '100', '--program', file]);
    const ended = await run.script(
      'json on',
      'press START',
      'wait moving within 5s',
      'wait ready within 5 min',
      'status',
    );
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const replies = ended.stdout.trimEnd().split('\n').slice(-3);
    for (const reply of replies) expect(JSON.parse(reply)).toMatchObject({ ok: true });
    expectPlain(ended);
  });

  it('returns whoever is head-down when the input ends', async () => {
    const run = await headDown();
    expect(await run.script('status')).toMatchObject({ code: 3, stderr: '' });
  });

  it('refuses to quit from E-STOP, says why, and quits once the rider is up', async () => {
    const run = await headDown();
    run.type('press ESTOP', 'wait stopped within 1s', 'q');
    await run.printed(/^error REFUSED Stopped\. Release E-STOP/m);
    run.child.kill('SIGTERM');
    run.type('status');
    await run.printed(/^stopped, \d+\.\d° head-down/m);
    expect(run.child.exitCode).toBe(null);
    const ended = await run.script('release ESTOP', 'wait 1', 'press RETURN', 'wait locked within 60s');
    expect(ended).toMatchObject({ code: 3, stderr: 'SIGTERM: Stopped. Release E-STOP, then RETURN or hold UP.\n' });
  });
});

/** From 20° head-down the way up takes half a minute: at 100 times the speed no process can be through with it before. */
const WAY_UP_MS = 250;

/** How long the process goes on after this. */
async function timeToExit(run: UprightProcess): Promise<number> {
  const startedMs = performance.now();
  await run.exited;
  return performance.now() - startedMs;
}

describe.concurrent('nothing from outside leaves a rider head-down', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s: return, wait until upright, exit with the code',
    async (signal) => {
      const run = await headDown();
      run.child.kill(signal);
      run.child.kill(signal);
      expect(await timeToExit(run)).toBeGreaterThan(WAY_UP_MS);
      const ended = await run.exited;
      expect(ended.code).toBe(3);
      expect(ended.stderr).toMatch(new RegExp(`^(${signal}: returning, then quitting\n)+$`));
      expectPlain(ended);
    },
  );

  it('a reader that goes away', async () => {
    const run = await headDown();
    run.child.stdout.destroy();
    run.type('status', 'status');
    expect(await timeToExit(run)).toBeGreaterThan(WAY_UP_MS);
    expect(await run.exited).toMatchObject({ code: 3, stderr: '' });
  });

  it('something that throws where nobody catches it, again and again', async () => {
    const node = [
      '--import',
      'data:text/javascript,process.on("SIGUSR2",()=>setInterval(()=>{throw new Error("boom")},20))',
    ];
    const run = await headDown({ node });
    run.child.kill('SIGUSR2');
    expect(await timeToExit(run)).toBeGreaterThan(WAY_UP_MS);
    const ended = await run.exited;
    expect(ended).toMatchObject({ code: 1, stderr: 'error: boom; returning, then quitting\n'.repeat(3) });
  });
});

describe.concurrent('output that nobody takes', () => {
  it('is no failure where the reader has seen enough', async () => {
    const run = new UprightProcess(['simulate', 'first-time', '--press', 'RETURN@2s']);
    run.child.stdout.destroy();
    expect(await run.exited).toMatchObject({ code: 3, stderr: '' });
  });

  it('is one on a full disk, in one line', async () => {
    const child = spawn(process.execPath, [MAIN, 'programs', 'list'], {
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
    });
    let stderr = '';
    child.stderr?.on('data', (text) => {
      stderr += String(text);
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, stderr]).toEqual([
      1,
      'error: cannot write the output: no space is left; make room, or write it somewhere else\n',
    ]);
  });
});
