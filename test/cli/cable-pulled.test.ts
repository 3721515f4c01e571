import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../support/pty-pair.ts';
import { buildUpright, killLeftovers, UprightProcess } from './upright-process.ts';

const BACK_WITHIN_MS = 20_000;

let folder = '';
let cable: ChildProcess | null = null;
const place = () => join(folder, 'port');

/** Between the emulated board's port and another one, which vanishes with it as a port does whose cable is pulled. */
async function plugIn(port: string): Promise<void> {
  cable = spawn('socat', [`pty,raw,echo=0,link=${place()}`, `file:${port},raw,echo=0`], { stdio: 'ignore' });
  await until(() => existsSync(place()));
}

async function pull(): Promise<void> {
  const gone = new Promise((resolve) => cable?.once('exit', resolve));
  cable?.kill('SIGTERM');
  await gone;
}

/** What the console says of the table now, and how old the board's latest frame is, ms. */
async function statusOf(run: UprightProcess): Promise<{ readonly text: string; readonly ageMs: number }> {
  const before = (await run.printed(/^/)).length;
  run.type('status');
  for (;;) {
    const text = (await run.printed(/^/)).slice(before);
    const age = /last frame (\d+) ms ago/.exec(text)?.[1];
    if (age !== undefined) return { text, ageMs: Number(age) };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function untilAge(run: UprightProcess, isSo: (ageMs: number) => boolean): Promise<string> {
  const startMs = performance.now();
  for (;;) {
    const { text, ageMs } = await statusOf(run);
    if (isSo(ageMs)) return text;
    if (performance.now() - startMs > BACK_WITHIN_MS) throw new Error('the board’s frames do not come to it');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

beforeAll(() => {
  buildUpright();
  folder = mkdtempSync(join(tmpdir(), 'upright-cable-'));
}, 60_000);
afterAll(() => {
  killLeftovers();
  cable?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

it('[H-29] a board whose cable was pulled is found again at the same port, and nothing goes on', async () => {
  const emulator = new UprightProcess(['emulate-uno']);
  const port = (await emulator.printed(/port\n/)).trim();
  await plugIn(port);
  const words = ['--board', 'uno', '--port', place(), '--occupancy', 'none', '--state-dir', join(folder, 'state')];
  const run = new UprightProcess(['run', ...words, '--console', 'stdio']);
  await untilAge(run, (ageMs) => ageMs < 100);
  await pull();
  await untilAge(run, (ageMs) => ageMs > 1000);
  await plugIn(port);
  expect(await untilAge(run, (ageMs) => ageMs < 100)).toMatch(/^locked, upright 7[45].*H-34/s);
  expect(await run.script('q')).toMatchObject({ code: 0 });
  emulator.child.kill('SIGTERM');
  await emulator.exited;
}, 90_000);
