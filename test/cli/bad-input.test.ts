import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFile, temporaryFolder } from '../config/temporary-folder.ts';
import { type Ended, runHere } from './run-here.ts';

const GOOD = 'name: mine\nsummary: Mine\nsteps:\n  - hold: -20°\n    for: 1 min\n';

/** Refused: told on stderr alone, in words, with exit code 2. */
function expectRefused({ stdout, stderr, code }: Ended, ...parts: readonly (string | RegExp)[]): void {
  expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
  expect(stderr).toMatch(/^error: \S/);
  for (const part of parts) expect(stderr).toMatch(part);
  expect(stderr).not.toMatch(/\n\s+at |node:|undefined|\[object|Error:/);
  expect(stderr.length).toBeLessThan(4000);
}

describe('[H-52] a program that cannot be', () => {
  it.each([
    ['-95°', GOOD.replace('-20', '-95'), /:4:11: steps\[0\]\.hold: -95° is below -90°\. Allowed here/],
    ['9 deg/s', `rate: 9 deg/s\n${GOOD}`, /:1:7: rate: 9°\/s is above 4°\/s\. Allowed here/],
    ['a hold of 40 min', GOOD.replace('1 min', '40 min'), /:5:10: steps\[0\]\.for: 40 min is more than .*\. Write/],
    [
      'a typo in a key',
      GOOD.replace('for:', 'fro:'),
      /:5:5: steps\[0\]\.fro: unknown key 'fro'\. Did you mean 'for'\?/,
    ],
    ['an empty file', '', /the file is empty\. Write the fields/],
    ['binary junk', new Uint8Array([0x6e, 0x0a, 0xff, 0xfe, 0]), /:2:3: this is not a text file\. Save it/],
    ['an endless alias', 'a: &a [*a, *a]\n', /:1:4: an anchor \(&\) is not allowed here\. Write the value out/],
    ['20,000 brackets', '['.repeat(20_000), /:1:26: this is nested more than 24 levels deep\. Write it flatter/],
    ['a NUL in a name', GOOD.replace('mine', '"a\\u0000b"'), /name: /],
    ['numbers beyond all bounds', GOOD.replace('-20°', '1e999'), /steps\[0\]\.hold: /],
  ])('%s', async (_, content, told) => {
    const file = temporaryFile(content);
    expectRefused(await runHere('simulate', file), file, told);
    expectRefused(await runHere('run', '--program', file), file, told);
    const { stdout, stderr, code } = await runHere('simulate', file, '--json');
    expect([stderr, code]).toEqual(['', 2]);
    const { error } = JSON.parse(stdout);
    expect(error).toEqual({ code: 'PROGRAM', message: expect.stringMatching(told), path: expect.stringMatching(/./) });
  });

  it('a directory, a device, a missing file, no name at all, a file without its folder', async () => {
    const folder = temporaryFolder();
    for (const words of [['simulate'], ['run', '--program']]) {
      expectRefused(await runHere(...words, folder), folder, /this is a directory\. Name a file in it/);
      expectRefused(await runHere(...words, '/dev/zero'), /no ordinary file\. Save/);
      expectRefused(await runHere(...words, './none.yaml'), /none\.yaml: there is no such file\. Check/);
      expectRefused(await runHere(...words, ''), /no program is named/);
      expectRefused(await runHere(...words, '..'), /this is a directory/);
      expectRefused(await runHere(...words, 'src'), /no program of this name\. A file is meant by \.\/src/);
    }
  });
});

it('[H-39] a configuration with ten errors tells all ten, with their lines, to every command that reads it', async () => {
  const file = temporaryFile(
    'tabel: 1\ntable:\n  upright: 99\n  inverted: 5\n  rates:\n    ramp: 9\n    jerk: x\n  drive:\n    kind: moter\n    brake: hand\nboard:\n  lease: 600 ms\ntimeouts:\n  session: 2\n  headDown: 1 h\n',
  );
  for (const words of [['run'], ['simulate', 'first-time'], ['programs', 'list'], ['config', 'check']]) {
    const ended = await runHere(...words, '--config', file);
    expectRefused(ended, `${file} has 10 problems`, /:1:1: tabel: /, /:15:13: timeouts\.headDown: /);
    expect(ended.stderr.trim().split('\n')).toHaveLength(11);
  }
});

/** The words, what has to be said, and the option or argument that `--json` names. */
const USAGE: readonly (readonly [string, RegExp, string | null])[] = [
  ['', /no command given\n *known here: run, .*\n *try: upright --help/, null],
  ['bogus', /unknown command 'bogus'\n *known here: run, /, 'bogus'],
  ['simulat', /unknown command 'simulat'\n *did you mean 'simulate'\?/, 'simulat'],
  ['--bogus', /unknown option '--bogus'/, '--bogus'],
  ['help bogus', /unknown command 'bogus'/, 'bogus'],
  ['programs', /no command given\n *known here: list, show, check/, null],
  ['programs lst', /unknown command 'lst'\n *did you mean 'list'\?\n *try: upright programs --help/, 'lst'],
  ['programs show', /missing required argument 'program'\n *try: upright programs show --help/, 'program'],
  ['simulate', /missing required argument 'program'/, 'program'],
  ['simulate first-time more', /too many arguments/, 'simulate'],
  ['simulate nothing-like-it', /no program of this name\. `upright programs list` shows/, 'nothing-like-it'],
  ['simulate first-tme', /Did you mean 'first-time'\?/, 'first-tme'],
  ['simulate first-time --sed 3', /unknown option '--sed'\n *did you mean --seed\?/, '--sed'],
  ['simulate first-time --seed', /'--seed <n>' needs a value/, '--seed'],
  ...['banana', '-1', '1.5', '1e3', '0x10', '4294967296', '٣', ''].map(
    (seed) => [`simulate first-time --seed=${seed}`, /--seed: .* is no whole number from 0/, '--seed'] as const,
  ),
  ...['-4', '19.9', '200.1', '1e2', '0x50', 'NaN', 'Infinity', '85kg', ''].map(
    (mass) =>
      [
        `simulate first-time --rider-mass=${mass}`,
        /--rider-mass: .*\n *write a number from 20/,
        '--rider-mass',
      ] as const,
  ),
  ['simulate first-time --rider-com 100', /100 is not within -15 \.\. 15 cm/, '--rider-com'],
  ['simulate first-time --press RETURN@-4s', /--press: '-4s' is negative\n *write for example/, '--press'],
  ['simulate first-time --press RETURN@1e9s', /'1e9s' is no duration/, '--press'],
  [
    'simulate first-time --press RETURN@999999999s',
    /after the end of every session\n *write a time before 2 h/,
    '--press',
  ],
  ['simulate first-time --press RETURN@4', /4 has no unit/, '--press'],
  ['simulate first-time --press RETURN', /'RETURN' does not say what and when\n *write for example --press/, '--press'],
  ['simulate first-time --press @4s', /does not say what and when/, '--press'],
  ['simulate first-time --press RETURN@5s@6s', /does not say what and when/, '--press'],
  ['simulate first-time --press RETURN@5s..4s', /'5s\.\.4s' ends before it begins/, '--press'],
  ['simulate first-time --press RETURN@5s..5s', /ends before it begins/, '--press'],
  ['simulate first-time --press RETURN@5s..6s..7s', /more than one '\.\.'/, '--press'],
  ['simulate first-time --press RETURM@5s', /no button 'RETURM'\n *did you mean 'RETURN'\?/, '--press'],
  ['simulate first-time --release RETURN@5s..6s', /more than one moment/, '--release'],
  ['simulate first-time --release NOSE@5s', /no button 'NOSE'/, '--release'],
  ['simulate first-time --fault H-08@50s..40s', /--fault: '50s\.\.40s' ends before it begins/, '--fault'],
  ['simulate first-time --fault H-08', /write for example --fault H-08@40s/, '--fault'],
  ['simulate first-time --fault H-52@4s', /H-52 cannot be shown on the simulated table: .*shows it/, '--fault'],
  ['simulate first-time --fault H8@4s', /did you mean 'H-08'\?/, '--fault'],
  ['simulate first-time --fault angle-stuk@4s', /did you mean 'angle-stuck'\?/, '--fault'],
  ['simulate first-time --fault H-11:half@4s', /no variant 'half'; known here: open, short/, '--fault'],
  ['simulate first-time --fault H-11:open:short@4s', /more than one variant/, '--fault'],
  ['simulate first-time --fault __proto__@4s', /no fault '__proto__'/, '--fault'],
  ['simulate first-time --fault H-08@1s..2s --fault angle-stuck@2s..3s', /H-08 is put in twice at a time/, '--fault'],
  ['simulate first-time --fault H-11:short@3s --fault H-11:open@1s..9s', /H-11 is put in twice at a time/, '--fault'],
  ['simulate first-time --unresponsive now', /--unresponsive: 'now' is no duration/, '--unresponsive'],
  ['simulate first-time --vary friction', /write for example --vary friction=1\.3/, '--vary'],
  ['simulate first-time --vary friction=1=2', /does not say what and how much/, '--vary'],
  ['simulate first-time --vary friction=9', /9 is not within 0\.5 \.\. 2/, '--vary'],
  ['simulate first-time --vary weight=1', /'weight' cannot be varied/, '--vary'],
  ['simulate first-time --config=', /no file is named/, "''"],
  ['run --speed 0', /--speed: 0 is not within 1 \.\. 100/, '--speed'],
  ['run --speed fast', /'fast' is no number/, '--speed'],
  ['run --occupancy dog', /'dog' is none of its values\. Allowed choices are person, load, none/, '--occupancy'],
];

describe('a command line that cannot be', () => {
  it.each(USAGE)('%s', async (line, told, path) => {
    const words = line === '' ? [] : line.split(' ');
    expectRefused(await runHere(...words), told);
    // These two print no facts, and take no --json.
    if (words[0] === 'run' || line === 'programs') return;
    const [first = '', ...rest] = words;
    const asJson = first === 'simulate' ? [first, '--json', ...rest] : [...words, '--json'];
    const { stdout, stderr, code } = await runHere(...asJson);
    expect([stderr, code]).toEqual(['', 2]);
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: expect.stringMatching(/^(USAGE|FAULT|PROGRAM|CONFIG)$/),
        message: expect.stringMatching(told),
        path,
      },
    });
  });

  it('does not let what it quotes steer the terminal', async () => {
    for (const words of [
      ['\u001b[2Jx'],
      ['simulate', '\u001b[2Jx'],
      ['simulate', 'first-time', '--press', '\u001b[2Jx@1s'],
    ]) {
      const { stderr } = await runHere(...words);
      expect(stderr).toContain('[2Jx');
      expect(stderr).not.toContain('\u001b');
    }
  });

  it('says with 4 that a port is not there', async () => {
    const { stdout, stderr, code } = await runHere('run', '--console', '/dev/none');
    expect([stdout, code]).toEqual(['', 4]);
    expect(stderr).toMatch(/cannot open the console's port \/dev\/none: .*no such file/i);
  });

  it('says with 4 that a board is not there, before anything is opened', async () => {
    const { stderr, code } = await runHere('run', '--board', 'raspberry-pi', '--state-dir', temporaryFolder());
    expect([stderr, code]).toEqual([expect.stringMatching(/a Raspberry Pi's are pinctrl-rp1/), 4]);
    expect(stderr).toContain('upright run --board sim');
  });
});

describe('a folder that takes nothing', () => {
  it('the state directory: a file on its path, a file itself, a file system that takes no folders', async () => {
    const file = temporaryFile('text', 'state');
    for (const folder of [join(file, 'deeper'), file, '/proc/upright']) {
      expectRefused(
        await runHere('run', '--state-dir', folder),
        folder,
        /--state-dir: .*\n *name a folder that you may write to/,
      );
    }
  });

  // For root every folder can be written to.
  it.skipIf(process.getuid?.() === 0)('a folder that is read-only', async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o555);
    for (const path of [folder, join(folder, 'new')]) {
      expectRefused(await runHere('run', '--state-dir', path), path, /name a folder that you may write to/);
    }
    const traced = await runHere('simulate', 'first-time', '--press', 'RETURN@2s', '--trace', join(folder, 'x.csv'));
    expectRefused(traced, /you may not write there/);
  });

  it('the trace: nothing is left behind', async () => {
    const folder = temporaryFolder({ 'a/b': '' });
    const traceTo = (file: string) => runHere('simulate', 'first-time', '--press', 'RETURN@2s', '--trace', file);
    expectRefused(await traceTo(join(folder, 'none/x.csv')), /no such folder\n *name a file/);
    expectRefused(await traceTo(join(folder, 'a')), /this is a directory\n/);
    expectRefused(await traceTo(''), /no file is named/);
    expect(readdirSync(folder)).toEqual(['a']);
  });
});
