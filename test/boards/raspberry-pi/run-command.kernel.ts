import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CLAMPS_CLOSED } from '../../../src/domain/inputs.ts';
import { KernelTable } from './kernel-table.ts';
import { PI_TABLE } from './pi-table.ts';

const ENDS_WITHIN_MS = 30_000;
const SETTINGS = 'board:\n  kind: raspberry-pi\n  pi:\n    returnRelay: true\n';

it('upright run --board raspberry-pi finds its table ready and upright, carries no person yet, and ends with 0', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pi-'));
  const config = join(folder, 'upright.yaml');
  writeFileSync(config, SETTINGS);
  const table = new KernelTable({ settings: PI_TABLE, startTiltDeg: 75 });
  table.pins.set(CLAMPS_CLOSED, true);
  const child = spawn(
    process.execPath,
    ['dist/src/main.js', 'run', '--config', config, '--console', 'stdio', '--state-dir', join(folder, 'state')],
    { stdio: 'pipe' },
  );
  let said = '';
  child.stdout.on('data', (text: Buffer) => {
    said += text.toString();
  });
  child.stderr.on('data', (text: Buffer) => {
    said += text.toString();
  });
  const ended = once(child, 'exit');
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  child.stdin.write('wait 8\nstatus\nq\n');
  const untilMs = table.nowMs + ENDS_WITHIN_MS;
  while (!isOver) {
    if (table.nowMs > untilMs) {
      child.kill('SIGKILL');
      throw new Error(`it does not end: ${said}`);
    }
    table.advance();
    await new Promise((done) => setTimeout(done, 10));
  }
  const [code] = await ended;
  expect(said).toMatch(/upright 7[45]\.\d°, brake on/);
  expect(said).toContain('board      raspberry-pi');
  expect(said).toContain('upright commission does not know the Raspberry Pi yet');
  expect(code).toBe(0);
});
