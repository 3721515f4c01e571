import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { programsCommand } from '../../src/cli/programs.ts';
import { runCommand } from '../config/run-command.ts';
import { temporaryFile, temporaryFolder } from '../config/temporary-folder.ts';

const programs = (...words: readonly string[]) => runCommand(programsCommand(), ...words);

const EVENING = 'name: my-evening\nsummary: Mine\nsteps:\n  - hold: -20°\n    for: 1 min\n';

const tableWith = (files: Readonly<Record<string, string>>): string =>
  join(temporaryFolder({ 'upright.yaml': 'table: { inverted: -40 }', ...files }), 'upright.yaml');

describe('programs list', () => {
  it('shows each program with its length and depth, and which this table refuses', async () => {
    const { stdout } = await programs('list', '--config', tableWith({ 'programs/mine.yaml': EVENING }));
    expect(stdout).toMatch(/^first-time +3:10 {2}20° head-down +One minute/m);
    expect(stdout).toMatch(/^kim-2013-0 +12:18 {2}horizontal/m);
    expect(stdout).toMatch(/^kim-2013-60 +refused: upright programs check kim-2013-60$/m);
    expect(stdout).toMatch(/^my-evening +3:10 {2}20° head-down +Mine$/m);
  });

  it('groups them, each line within 80 columns', async () => {
    const { stdout } = await programs('list', '--config', tableWith({ 'programs/mine.yaml': EVENING }));
    const lines = stdout.trimEnd().split('\n');
    expect(lines.filter((line) => line.endsWith(':'))).toEqual([
      'To begin with:',
      'Build-up, each week longer or deeper than the one before:',
      'As in the study of Kim et al. 2013:',
      'In motion:',
      'Your own:',
    ]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('prints one JSON list', async () => {
    const { stdout } = await programs('list', '--json', '--config', tableWith({}));
    const list: unknown[] = JSON.parse(stdout);
    expect(list).toHaveLength(17);
    expect(list).toContainEqual(
      expect.objectContaining({ name: 'first-time', file: null, ok: true, totalMs: 189_500, headDownMs: 82_250 }),
    );
    expect(list).toContainEqual(expect.objectContaining({ name: 'kim-2013-60', ok: false, errors: expect.any(Array) }));
  });
});

describe('programs show', () => {
  it('draws the timeline and tells every segment', async () => {
    const { stdout } = await programs('show', 'kim-2013-60');
    expect(stdout).toContain('━━━━ 1 ━━━');
    expect(stdout).toMatch(/^ +4:09 +0:31\.5 {2}ramp +-60° to 0°$/m);
    expect(stdout).toMatch(/^ +6:12 +3:00 {2}hold 2 +-60°$/m);
    expect(stdout).toMatch(/^ +15:17 +0:39 {2}ramp +0° to \+75°$/m);
    expect(stdout).toContain('total      15:56 of 20:00');
    expect(stdout).toContain('head-down  12:08 of 20:00 a day, longest 4:03 of 6:00');
  });

  it('prints the steps and segments as one JSON object', async () => {
    const { stdout } = await programs('show', '--json', 'first-time');
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'first-time',
      totalMs: 189_500,
      steps: [{ tiltDeg: -20 }, { tiltDeg: 0 }],
    });
    expect(JSON.parse(stdout).segments).toHaveLength(5);
  });

  it('suggests the name that was meant', async () => {
    const { error } = await programs('show', 'kim-2013-6');
    expect(error).toMatchObject({ exitCode: 2, code: 'PROGRAM' });
    expect(error?.message).toContain("Did you mean 'kim-2013-60'?");
  });
});

describe('[H-52] programs check', () => {
  it('says what may run', async () => {
    const file = temporaryFile(EVENING);
    expect(await programs('check', file)).toEqual({
      stdout: 'my-evening may run: 3:10, 20° head-down, 1:22 head-down\n',
      error: null,
    });
    expect(JSON.parse((await programs('check', file, '--json')).stdout)).toMatchObject({ ok: true, totalMs: 189_500 });
  });

  it.each([
    ['a hold of 40 minutes', EVENING.replace('1 min', '40 min'), 'steps[0].for'],
    ['-95°', EVENING.replace('-20', '-95'), 'steps[0].hold'],
    ['9 deg/s', `rate: 9 deg/s\n${EVENING}`, 'rate'],
    ['a mistyped key', EVENING.replace('for:', 'fro:'), 'steps[0].fro'],
    ['an empty file', '', 'the file is empty'],
    ['binary junk', '\u0000\u0001\u0002', 'this is not a text file'],
    ['20,000 brackets', '['.repeat(20_000), 'nested more than 24 levels deep'],
    ['an alias bomb', 'a: &a [x, x]\nb: &b [*a, *a]\n', 'an anchor (&) is not allowed here'],
  ])('refuses %s with 2 and nothing on stdout', async (_, content, told) => {
    const file = temporaryFile(content);
    const { stdout, error } = await programs('check', file);
    expect([stdout, error?.exitCode, error?.code]).toEqual(['', 2, 'PROGRAM']);
    expect([error?.message, ...(error?.details ?? [])].join('\n')).toContain(told);
    expect(error?.message).toContain(file);
  });

  it('refuses to judge by settings that are wrong', async () => {
    const file = temporaryFile('table: { upright: 99 }');
    expect((await programs('check', 'first-time', '--config', file)).error).toMatchObject({
      exitCode: 2,
      code: 'CONFIG',
    });
  });
});
