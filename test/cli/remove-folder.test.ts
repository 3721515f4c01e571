import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { removeFolder } from '../../src/cli/bench/remove-folder.ts';
import { until } from '../support/pty-pair.ts';

/** Makes files until its folder is gone, 300 ms at the most. */
const WRITER = `
const { writeFileSync } = require('node:fs');
const [folder] = process.argv.slice(1);
const endMs = Date.now() + 300;
for (let n = 0; Date.now() < endMs; n += 1) {
  try { writeFileSync(folder + '/' + n, ''); } catch (thrown) { if (thrown.code === 'ENOENT') break; }
}`;

it('removes a folder, deep ones too, in which another process still writes', async () => {
  const path = mkdtempSync(join(tmpdir(), 'upright-remove-'));
  const inner = join(path, 'state');
  mkdirSync(inner);
  const writer = spawn(process.execPath, ['-e', WRITER, inner]);
  await until(() => existsSync(join(inner, '20')));
  removeFolder(path);
  expect(existsSync(path)).toBe(false);
  writer.kill('SIGKILL');
});

it('is content with a folder that is not there', () => {
  expect(() => removeFolder(join(tmpdir(), 'upright-remove-none'))).not.toThrow();
});
