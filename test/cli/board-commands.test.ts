import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHere } from './run-here.ts';
import { buildUpright, killLeftovers, UprightProcess } from './upright-process.ts';

/** The commands of a builder, on the emulated board that has nothing to be installed. */
describe('init, doctor and calibrate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'upright-board-'));
  const file = join(folder, 'upright.yaml');
  beforeAll(buildUpright, 60_000);
  afterAll(() => {
    killLeftovers();
    rmSync(folder, { recursive: true, force: true });
  });

  it('writes settings that are right, and overwrites none', async () => {
    const written = await runHere('init', '--board', 'uno-emulated', '--config', file);
    expect([written.stderr, written.code]).toEqual(['', 0]);
    expect((await runHere('config', 'check', file)).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('# What `upright run` drives');
    const again = await runHere('init', '--config', file);
    expect([again.stderr, again.code]).toEqual([expect.stringContaining('not overwritten'), 2]);
  });

  it('finds every part of a table in order, and says of a supply that is low what to do', async () => {
    const good = await runHere('doctor', '--config', file, '--json');
    expect(JSON.parse(good.stdout)).toMatchObject({ ok: true });
    expect(good.code).toBe(0);
    const bad = join(folder, 'bad.yaml');
    writeFileSync(bad, readFileSync(file, 'utf8').replace('mainsAbove: 23 V', 'mainsAbove: 30 V'));
    const failing = await runHere('doctor', 'supply', '--config', bad);
    expect([failing.stdout, failing.code]).toEqual([
      expect.stringMatching(
        /^supply {8}FAIL {2}24\.\d V, below 30 V\n {20}is the mains on .*\n0 passed, 1 failed\. This table may not/,
      ),
      1,
    ]);
    const unknown = await runHere('doctor', 'tilt', '--config', file);
    expect([unknown.stderr, unknown.code]).toEqual([expect.stringContaining('tilt-pot'), 2]);
  });

  it('calibrates by the angles it is told, and keeps the comments of the file', async () => {
    const upright = new UprightProcess(['calibrate', '--config', file, '--json']);
    const { stdout, code } = await upright.script('75', '40', 'x', '0', '-30', '75', '');
    expect(code).toBe(0);
    const { countsAtHorizontal, residualDeg } = JSON.parse(stdout);
    expect(Math.abs(countsAtHorizontal - 512)).toBeLessThan(2);
    expect(residualDeg).toBeLessThan(0.2);
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(new RegExp(`countsAtHorizontal: ${Math.round(countsAtHorizontal * 10) / 10}\n`));
    expect(text).toContain('# Reading of the tilt potentiometer at horizontal');
    const wrong = new UprightProcess(['calibrate', '--config', file]);
    const refused = await wrong.script('75', '74', '');
    expect([refused.stderr, refused.code]).toEqual([expect.stringContaining('too few'), 1]);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});
