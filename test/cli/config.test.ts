import { describe, expect, it } from 'vitest';
import { configCommand } from '../../src/cli/config.ts';
import { loadSettings } from '../../src/config/load-settings.ts';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { runCommand } from '../config/run-command.ts';
import { temporaryFile } from '../config/temporary-folder.ts';

const config = (...words: readonly string[]) => runCommand(configCommand(), ...words);

describe('config check', () => {
  it('says that a file is right', async () => {
    const file = temporaryFile('table: { inverted: -30 }');
    expect((await config('check', file)).stdout).toMatch(/is right, checksum [0-9a-f]{12}\n$/);
    expect(JSON.parse((await config('check', '--config', file, '--json')).stdout)).toMatchObject({ ok: true, file });
  });

  it('[H-39] tells all of ten mistakes with their lines, and ends with 2', async () => {
    const file = temporaryFile(`tabel: 1
table:
  upright: 99
  inverted: 5
  rates:
    ramp: 9
    jerk: x
  drive:
    kind: moter
    brake: hand
board:
  lease: 600 ms
timeouts:
  session: 2
  headDown: 1 h
`);
    const { stdout, error } = await config('check', file);
    expect([stdout, error?.exitCode, error?.code, error?.path]).toEqual(['', 2, 'CONFIG', 'tabel']);
    expect(error?.message).toBe(`${file} has 10 problems`);
    const lines = error?.details.map((line) => line.replace(`${file}:`, '').split(':')[0]);
    expect(lines?.map(Number)).toEqual([1, 3, 4, 6, 7, 9, 10, 12, 14, 15]);
  });

  it('puts a single mistake into the message', async () => {
    const file = temporaryFile('table: { upright: 99 }');
    const { error } = await config('check', file);
    expect(error).toMatchObject({ path: 'table.upright', details: [] });
    expect(error?.message).toBe(`${file}:1:19: table.upright: 99° is above 90°. Allowed here: 5° to 90°.`);
  });

  it('names a file that is not there', async () => {
    expect((await config('check', '/none/upright.yaml')).error).toMatchObject({
      exitCode: 2,
      path: '/none/upright.yaml',
    });
  });
});

describe('config show', () => {
  it('prints YAML that reads back to the settings in effect', async () => {
    const file = temporaryFile('table: { inverted: -30 }');
    const { stdout } = await config('show', file);
    const again = loadSettings(temporaryFile(stdout));
    expect(again).toEqual({ ...loadSettings(file), file: expect.any(String), programsDir: expect.any(String) });
  });

  it('prints one JSON object', async () => {
    const { stdout } = await config('show', '--json', '--config', temporaryFile('stateDir: null'));
    expect(JSON.parse(stdout)).toMatchObject({ settings: DEFAULT_SETTINGS, checksum: expect.any(String) });
  });
});

it('config schema prints a JSON Schema', async () => {
  expect(JSON.parse((await config('schema')).stdout)).toMatchObject({ type: 'object', additionalProperties: false });
});
