import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KernelTable } from './kernel-table.ts';

const SETTINGS = 'board:\n  kind: raspberry-pi\n  pi:\n    returnRelay: true\n';
const SOON_MS = 60_000;

export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly config: string;
  readonly stateDir: string;
  said(): string;
  exitCode(): number | null;
}

const children: ChildProcessWithoutNullStreams[] = [];

/** A kernel's lines have one owner: whatever a test has left goes. */
export async function endAll(): Promise<void> {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}

/** `upright`, as a user starts it, beside a table that lives by the wall's time. */
export function upright(...words: readonly string[]): Running {
  const folder = mkdtempSync(join(tmpdir(), 'pi-'));
  const config = join(folder, 'upright.yaml');
  const { UPRIGHT_STATE_DIR = join(folder, 'state') } = process.env;
  const stateDir = UPRIGHT_STATE_DIR;
  writeFileSync(config, SETTINGS);
  const child = spawn(process.execPath, ['dist/src/main.js', ...words, '--config', config, '--state-dir', stateDir], {
    stdio: 'pipe',
  });
  children.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => {
      said += text.toString();
    });
  }
  return { child, config, stateDir, said: () => said, exitCode: () => child.exitCode };
}

/** Lets both live until something is so, or fails. */
export async function pass(table: KernelTable, { said, child }: Running, isSo: () => boolean): Promise<void> {
  const untilMs = table.nowMs + SOON_MS;
  const beganMs = performance.now() - table.nowMs;
  while (!isSo()) {
    if (table.nowMs > untilMs) {
      child.kill('SIGKILL');
      throw new Error(`it does not come to that, at ${table.plant.tiltDeg.toFixed(1)} deg: ${said()}`);
    }
    table.advance();
    await new Promise((done) => setTimeout(done, Math.max(0, beganMs + table.nowMs - performance.now())));
  }
}
