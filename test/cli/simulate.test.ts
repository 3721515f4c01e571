import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFile, temporaryFolder } from '../config/temporary-folder.ts';
import { runHere } from './run-here.ts';

/** Written as somebody would, by hand; a minute and a half long. */
const OWN = `# For the first evening.
name: first-evening
summary: Twenty seconds a little head-down
steps:
  - hold: -10°
    for: 20 s
  - rest: 0°
    for: 5 s
`;

const simulateOwn = (...options: readonly string[]) =>
  runHere('simulate', temporaryFile(OWN, 'evening.yml'), ...options);

describe('simulate of a program file written by hand', () => {
  it('tells a completed session with its picture, holds, times and way up, and ends with 0', async () => {
    const { stdout, stderr, code } = await simulateOwn('--rider-mass', '120', '--seed', '7');
    expect([stderr, code]).toEqual(['', 0]);
    expect(stdout).toMatch(/^first-evening, rider 120 kg, seed 7: completed in \d:\d\d\n\n {5}\+75 ┤/);
    expect(stdout).toMatch(/ {5}-10 ┤.*━ 1 ━/);
    expect(stdout).toMatch(/^holds {6}1 x 0:20 at 10° head-down, worst error 0\.\d°$/m);
    expect(stdout).toMatch(/^head-down {2}0:\d\d of 20:00, longest 0:\d\d of 6:00$/m);
    expect(stdout).toMatch(/^way up {5}\d\d s after RETURN from the deepest hold$/m);
    // Nothing but its program happened, so nothing is told of moments.
    expect(stdout).not.toMatch(/┊|at rest upright/);
    for (const line of stdout.split('\n')) expect([...line].length).toBeLessThanOrEqual(78);
  });

  it.each([
    ['completed', 0, []],
    ['returned', 3, ['--press', 'RETURN@30s']],
    ['stopped', 5, ['--press', 'ESTOP@30s']],
  ])('prints one object, %s, with exit code %i, the same bytes each time', async (outcome, exitCode, options) => {
    const runs = await Promise.resolve([
      await simulateOwn(...options, '--json'),
      await simulateOwn(...options, '--json'),
    ]);
    const [first, second] = runs.map(({ stdout }) => stdout.replace(/,"wallMs":\d+/, ''));
    expect(second).toBe(first);
    for (const { stderr, code } of runs) expect([stderr, code]).toEqual(['', exitCode]);
    expect(JSON.parse(first ?? '')).toMatchObject({ outcome, violations: [], events: expect.any(Array) });
  });

  it('writes the trace, ten rows a second, beside the facts', async () => {
    const file = join(temporaryFolder(), 'out.csv');
    const { stdout, code } = await simulateOwn('--press', 'RETURN@10s', '--trace', file, '--json');
    expect(code).toBe(3);
    const [head, ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(head).toMatch(/^t_ms,tilt_deg,rate_deg_per_s,/);
    expect(rows.map((row) => Number(row.split(',')[0]))).toEqual(rows.map((_, index) => index * 100));
    expect(rows).toHaveLength(Math.ceil(JSON.parse(stdout).simMs / 100));
    expect(existsSync(`${file}.${process.pid}.partial`)).toBe(false);
  });

  it('takes the last of an option that is given twice, and all presses', async () => {
    const { stdout } = await simulateOwn('--seed', '1', '--seed', '2', '--press', 'START@20s', '--press', 'START@25s');
    expect(stdout).toContain('seed 2: completed');
    expect(stdout).toMatch(/A .* START is pressed; the table pauses\n.*B .* START is pressed; the table goes on/);
  });
});

/** Lines that were too long for the width, whole again. */
const unwrapped = (text: string): string => text.replace(/\n {24,}(?=[a-z0-9])/gi, ' ');

describe('the moments of a simulated session', () => {
  it('tells a jam: put in, noticed, what the table does, and how long until upright', async () => {
    const { stdout } = await simulateOwn('--fault', 'H-18@20s');
    expect(stdout).toMatch(/returned early by H-18/);
    const rows = unwrapped(stdout)
      .split('\n')
      .filter((line) => /^ {2}[A-Z] {2}/.test(line));
    expect(rows).toEqual([
      expect.stringMatching(/^ {2}A {2}0:20\.0 {2}\d+\.\d° head-up {2}H-18 is put in: /),
      expect.stringMatching(
        /^ {2}B {2}0:2\d\.\d {2}.* noticed \d\.\d+ s after: H-18 .*; the table stops and backs off$/,
      ),
      expect.stringMatching(/^ {2}C .* the table returns$/),
      expect.stringMatching(/^ {2}D .* at rest upright, \d\d\.\d s after H-18$/),
    ]);
    // Each letter stands below its moment, on a dotted line.
    const lines = stdout.split('\n');
    const letters = lines.find((line) => /^ +A +B +C +D$/.test(line)) ?? '';
    expect([...(lines[2] ?? '')][letters.indexOf('A')]).toBe('┊');
  });

  it('tells who brings the rider up when the host is gone', async () => {
    const { stdout } = await simulateOwn('--fault', 'H-26@45s');
    expect(stdout).toMatch(/B {2}0:45\.2 .* the board, without the host, returns the table\n.* after H-26$/m);
  });

  it('tells a stop, the way up by hand, and where the table is held', async () => {
    const { stdout, code } = await simulateOwn('--press', 'ESTOP@20s..22s', '--press', 'UP@25s..28s');
    expect(code).toBe(5);
    expect(stdout).toMatch(/stopped by ESTOP, held at \d+° head-up/);
    expect(stdout).toMatch(
      /ESTOP is pressed; the table stops and is held\n.*ESTOP is released\n.*UP is pressed; the table is moved by hand\n.*the table stops and is held\n/,
    );
  });

  it('tells why a rider who does not answer is laid flat', async () => {
    const { stdout } = await runHere('simulate', 'kim-2013-60', '--unresponsive', '1m');
    expect(stdout).toMatch(/the rider did not answer: the table returns\n.*horizontal .*the table lies flat and waits/);
  });

  it('says what was not reached', async () => {
    const { stdout } = await simulateOwn('--press', 'RETURN@10s', '--press', 'UP@1h');
    expect(stdout).toMatch(/^note {7}press of UP at 1:00:00 was not reached: the session was over$/m);
  });
});

describe('help', () => {
  it.each(['run', 'simulate', 'programs', 'config', 'statechart', 'programs show'])(
    'of %s is the same both ways',
    async (name) => {
      const asked = await runHere('help', ...name.split(' '));
      expect(asked).toEqual(await runHere(...name.split(' '), '--help'));
      expect([asked.stderr, asked.code]).toEqual(['', 0]);
      expect(asked.stdout).toContain(`Usage: upright ${name}`);
    },
  );

  it('has examples that can be read as they stand', async () => {
    const { stdout } = await runHere('simulate', '--help');
    const examples = stdout.split('\n').filter((line) => /^ {2}upright simulate kim/.test(line));
    expect(examples.length).toBeGreaterThan(3);
    for (const line of examples) {
      // The program is another, so that only the options are judged: what is wrong in one would be told first.
      const [, , , ...options] = line.trim().split(/\s+/);
      const { stdout: facts, stderr } = await runHere('simulate', 'none', ...options);
      expect(facts + stderr).toMatch(/no program of this name/);
    }
  });
});
