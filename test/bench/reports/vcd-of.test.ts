import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vcdOf } from '../../../src/bench/reports/vcd-of.ts';
import type { ScenarioResult } from '../../../src/bench/scenario-result.ts';
import { HOSTILE, madeResult, runShort } from './results.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vcd-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(command: string, ...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8', maxBuffer: 1 << 28 });
  expect(`${command} ${status} ${status === 0 ? '' : stderr}`).toBe(`${command} 0 `);
  return stdout;
}

function written(result: ScenarioResult): string {
  const file = join(folder, 'run.vcd');
  writeFileSync(file, vcdOf(result));
  return file;
}

/** What a variable was at every time at which it changed, as GTKWave has understood it. */
function changesIn(vcd: string, scope: string, name: string): readonly (readonly [number, string])[] {
  const lines = vcd.split('\n');
  const scopes: string[] = [];
  let id = '';
  let timeMs = 0;
  const changes: (readonly [number, string])[] = [];
  for (const line of lines) {
    const [word = '', type = '', , found = '', named = ''] = line.split(' ');
    if (word === '$scope') scopes.push(line.split(' ')[2] ?? '');
    else if (word === '$upscope') scopes.pop();
    else if (word === '$var' && type !== '' && named === name && scopes.join('.') === scope) id = found;
    else if (word.startsWith('#')) timeMs = Number(word.slice(1));
    else if (id !== '' && type === id) changes.push([timeMs, word.slice(1)]);
    else if (id !== '' && word.slice(1) === id) changes.push([timeMs, word.slice(0, 1)]);
  }
  return changes;
}

function seenIn({ trace }: ScenarioResult, name: string): readonly (readonly [number, number | string | null])[] {
  const values = trace.columns.find((column) => column.name === name)?.values ?? [];
  return values.flatMap((value, row) =>
    row > 0 && value === values[row - 1] ? [] : [[trace.timesMs[row] ?? 0, value]],
  );
}

describe('a trace as a value change dump', () => {
  it('is what GTKWave reads back: numbers, flags and words, with their times', async () => {
    const result = await runShort();
    const file = written(result);
    run('vcd2fst', file, `${file}.fst`);
    const back = run('fst2vcd', `${file}.fst`);
    expect(back).toMatch(/timescale\s+1ms/);
    const duty = seenIn(result, 'drive.duty').map(([atMs, value]) => [atMs, Number(value).toFixed(6)]);
    expect(duty.length).toBeGreaterThan(20);
    expect(changesIn(back, 'bench', 'drive.duty').map(([atMs, value]) => [atMs, Number(value).toFixed(6)])).toEqual(
      duty,
    );
    expect(changesIn(back, 'bench', 'state')).toEqual(seenIn(result, 'state'));
    const brake = seenIn(result, 'brake.released').map(([atMs, value]) => [atMs, String(value)]);
    expect(brake.length).toBeGreaterThan(1);
    expect(changesIn(back, 'bench', 'brake.released')).toEqual(brake);
    expect(changesIn(back, 'bench', 'mark').at(-1)?.[1]).toBe('inject_H-08');
  });

  it('is what sigrok and PulseView read: every flag and word as a wire', async () => {
    const result = await runShort();
    const file = written(result);
    const shown = run('sigrok-cli', '-i', file, '--show');
    expect(shown).toContain('Samplerate: 1000\n');
    const csv = run('sigrok-cli', '-i', file, '-O', 'csv:label=channel:header=false')
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('META'));
    const titles = csv[0]?.split(',') ?? [];
    const rows = csv.slice(1);
    const at = (title: string, row: number): string => {
      const column = titles.indexOf(title);
      expect(column).toBeGreaterThanOrEqual(0);
      return rows[row]?.split(',')[column] ?? '';
    };
    const { timesMs, columns } = result.trace;
    const brake = columns.find(({ name }) => name === 'brake.released')?.values ?? [];
    const state = columns.find(({ name }) => name === 'state')?.values ?? [];
    expect(rows.length).toBe(Number(timesMs.at(-1)) + 1);
    timesMs.forEach((timeMs, row) => {
      expect(at('brake.released', timeMs)).toBe(String(brake[row]));
      expect(at('state.moving', timeMs)).toBe(state[row] === 'moving' ? '1' : '0');
    });
  });

  it('says unknown where no controller speaks, and keeps to its words whatever a name holds', () => {
    const trace = {
      timesMs: [0, 10, 20],
      columns: [
        { name: 'estimate', unit: '°', kind: 'number' as const, values: [1.5, null, null] },
        { name: 'prompt', unit: '', kind: 'word' as const, values: [null, HOSTILE, '$end'] },
      ],
    };
    const file = written(madeResult({ name: '$end $scope', trace }));
    run('vcd2fst', file, `${file}.fst`);
    const back = run('fst2vcd', `${file}.fst`);
    expect(changesIn(back, 'bench', 'estimate').map(([, value]) => value.toLowerCase())).toEqual(['1.5', 'nan']);
    expect(changesIn(back, 'bench', 'prompt').at(-1)).toEqual([20, '_end']);
    expect(run('sigrok-cli', '-i', file, '--show')).toContain('prompt._end');
  });

  it('is a whole file also where nothing was seen', () => {
    const file = written(madeResult({}, 0));
    run('vcd2fst', file, `${file}.fst`);
  });
});
