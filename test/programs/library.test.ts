import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../src/config/file-problem.ts';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { describeTilt, formatDuration } from '../../src/domain/units.ts';
import { BUILT_IN_PROGRAMS } from '../../src/programs/built-in-programs.ts';
import { expandSteps } from '../../src/programs/expand-steps.ts';
import { type FoundProgram, judgeProgram } from '../../src/programs/judge-program.ts';
import { findNamedProgram, findProgram, listPrograms } from '../../src/programs/library.ts';
import type { WrittenStep } from '../../src/programs/program-schema.ts';
import { readProgramText } from '../../src/programs/read-program.ts';
import { temporaryFile, temporaryFolder } from '../config/temporary-folder.ts';

const ONLY_BUILT_IN = { programsDir: null };

const judge = (text: string): FoundProgram => judgeProgram(readProgramText('p.yaml', text), DEFAULT_SETTINGS);

/** `line path: what` of every problem. */
const complaintsOf = (found: FoundProgram): readonly string[] =>
  found.ok ? [] : found.errors.map(({ line, path, what }) => `${line} ${path}: ${what}`);

const EVENING = 'name: my-evening\nsteps:\n  - hold: -20°\n    for: 1 min\n';

describe('a program file', () => {
  it('is read with its repeats written out and its ending added', () => {
    const found = judge(`name: twice
summary: Two by two
source: a friend
rate: 1.5°/s
steps:
  - repeat: 2
    steps:
      - hold: 20° head-down
        for: 1m30s
      - repeat: 2
        steps: [{ rest: 0, for: 10 s }]
  - hold: 30
    for: 0:05
`);
    const round = [
      { kind: 'hold', tiltDeg: -20, durationMs: 90_000 },
      { kind: 'rest', tiltDeg: 0, durationMs: 10_000 },
      { kind: 'rest', tiltDeg: 0, durationMs: 10_000 },
    ];
    expect(found.ok && found.program).toEqual({
      name: 'twice',
      summary: 'Two by two',
      rampDegPerSec: 1.5,
      steps: [
        ...round,
        ...round,
        { kind: 'hold', tiltDeg: 30, durationMs: 5000 },
        { kind: 'rest', tiltDeg: 0, durationMs: 30_000 },
      ],
    });
    expect(found.ok && found.source).toBe('a friend');
  });

  it('[H-52] is told every mistake with its line and place, of the table too', () => {
    const text = `name: My Evening
rat: 2
rate: 9 deg/s
steps:
  - hold: -95°
    for: 1 min
  - hold: -70
    for: 40 min
  - rest: 0
  - hold: 3
    rest: 2
    for: 1
  - repeat: 99
    steps: []
  - hodl: 3
    for: 0 s
  - repeat: 2
  - rest: 0
    for: 1 min
    steps: []
  - for: 1 min
  - repeat: 2
    for: 1 min
    steps: [{ hold: -61, for: 1 s }]
  - 5
`;
    expect(complaintsOf(judge(text))).toEqual([
      '1 name: a name is one word of up to 40 small letters, digits and hyphens',
      "2 rat: unknown key 'rat'",
      '3 rate: 9°/s is above 4°/s',
      '5 steps[0].hold: -95° is below -90°',
      "7 steps[1].hold: -70° is below this table's range, -60° to 75°",
      '8 steps[1].for: 40 min is more than the longest time head-down, 6 min',
      '9 steps[2]: this rest does not say how long',
      '10 steps[3]: this step has hold and rest at once',
      '12 steps[3].for: 1 has no unit',
      '13 steps[4].repeat: expected a whole number from 1 to 50',
      '14 steps[4].steps: there are no steps',
      "15 steps[5].hodl: unknown key 'hodl'",
      '16 steps[5].for: 0 s is not above 0 s',
      '17 steps[6]: this repeat has no steps',
      '18 steps[7]: a rest has no steps of its own',
      '20 steps[7].steps: there are no steps',
      '21 steps[8]: this step has none of hold, exercise, rest, oscillate, stairs and repeat',
      '22 steps[9]: a repeat has no duration',
      "24 steps[9].steps[0].hold: -61° is below this table's range, -60° to 75°",
      '25 steps[10]: expected keys and values, not 5',
    ]);
  });

  it('tells a mistake in a repeat once, at its place', () => {
    const found = judge('name: a\nsteps:\n  - repeat: 3\n    steps:\n      - hold: -20\n        for: 7 min\n');
    expect(complaintsOf(found).filter((line) => line.includes('[0]'))).toEqual([
      '6 steps[0].steps[0].for: 7 min is more than the longest time head-down, 6 min',
    ]);
  });

  it.each([
    ['no steps at all', 'name: a', '1 steps: expected a list of steps'],
    ['an empty list of steps', 'name: a\nsteps: []', '2 steps: there are no steps'],
    ['steps that are no list', 'name: a\nsteps: 5', '2 steps: expected a list of steps'],
    ['no name', 'steps:\n  - hold: -20\n    for: 1 min', '1 name: a name is one word'],
    ['a list instead of keys', '- hold: -20', '1 : expected keys and values, not a list'],
    [
      '2,500 steps in few words',
      `name: a\nsteps: [{ repeat: 50, steps: [{ repeat: 50, steps: [{ rest: 0, for: 1 s }] }] }]`,
      '2 steps: 2500 steps, more than 200',
    ],
    [
      'repeats in repeats in repeats in repeats',
      `name: a\nsteps: ${'[{ repeat: 1, steps: '.repeat(4)}[{ rest: 0, for: 1 s }]${' }]'.repeat(4)}`,
      'repeats are nested more than 3 deep',
    ],
    ['a negative time', 'name: a\nsteps: [{ rest: 0, for: -1 s }]', "2 steps[0].for: '-1 s' is negative"],
    [
      'a repeat of none',
      'name: a\nsteps: [{ repeat: 0, steps: [{ rest: 0, for: 1 s }] }]',
      '2 steps[0].repeat: expected a whole number',
    ],
    [
      'half a repeat',
      'name: a\nsteps: [{ repeat: 1.5, steps: [{ rest: 0, for: 1 s }] }]',
      '2 steps[0].repeat: expected a whole number',
    ],
    ['an empty file', '', 'null : the file is empty'],
    ['20,000 brackets', '['.repeat(20_000), 'this is nested more than 24 levels deep'],
    ['an alias bomb', 'a: &a [x]\nb: [*a, *a]', '1 : an anchor (&) is not allowed here'],
  ])('%s is refused', (_, text, complaint) => {
    expect(complaintsOf(judge(text))).toContainEqual(expect.stringContaining(complaint));
  });

  it('has every form written out', () => {
    const found = judge(`name: forms
steps:
  - exercise: -25°
    for: 1 min
  - oscillate: { between: [10°, -30°], times: 3 }
    for: 5 s
    warmUp: [50 %, 75 %]
  - stairs: { from: -30°, to: -10°, by: 10° }
    for: 20 s
  - repeat: 2
    warmUp: [50 %]
    steps:
      - hold: -40°
        for: 30 s
      - rest: 20°
        for: 5 s
`);
    const rows = found.ok
      ? found.program.steps.map(({ kind, tiltDeg, durationMs }) => [kind, tiltDeg, durationMs])
      : [];
    expect(rows).toEqual([
      ['hold', -25, 60_000],
      ...[-15, -22.5, -30].flatMap((tiltDeg) => [
        ['hold', tiltDeg, 5000],
        ['rest', 10, 5000],
      ]),
      ['hold', -30, 20_000],
      ['hold', -20, 20_000],
      ['hold', -10, 20_000],
      ['hold', -20, 30_000],
      ['rest', 20, 5000],
      ['hold', -40, 30_000],
      ['rest', 20, 5000],
      ['rest', 0, 30_000],
    ]);
    expect(found.ok && found.program.steps.map(({ riderMoves }) => riderMoves === true)).toEqual([
      true,
      ...rows.slice(1).map(() => false),
    ]);
    expect(found.ok && found.timeline.segments.filter(({ riderMoves }) => riderMoves)).toHaveLength(1);
  });

  it.each([
    ['oscillate: { between: [0, -30], times: 1e9 }, for: 5 s', 'oscillate.times: expected a whole number from 1 to 50'],
    ['oscillate: { between: [0, -30], times: 0 }, for: 5 s', 'oscillate.times: expected a whole number from 1 to 50'],
    [
      'oscillate: { between: [-30, -30], times: 3 }, for: 5 s',
      'oscillate.between: between -30° and -30° there is nothing to swing',
    ],
    ['oscillate: { between: [-30], times: 3 }, for: 5 s', 'oscillate.between: expected two tilts'],
    ['oscillate: { between: [0, -30, 5], times: 3 }, for: 5 s', 'oscillate.between: expected two tilts'],
    ['oscillate: { between: [0, -30] }, for: 5 s', 'oscillate.times: expected a whole number from 1 to 50'],
    ['oscillate: { between: [0, -30], times: 3 }', 'this oscillate does not say how long at each end'],
    [
      'oscillate: { between: [0, -70], times: 3 }, for: 5 s',
      "oscillate.between[1]: -70° is below this table's range, -60° to 75°",
    ],
    ['oscillate: { between: [0, -30], times: 3, by: 5 }, for: 5 s', "oscillate.by: unknown key 'by'"],
    ['oscillate: { between: [0, -30], times: 3 }, for: 5 s, steps: []', 'an oscillation has no steps of its own'],
    ['oscillate: 5, for: 5 s', 'oscillate: expected keys and values, not 5'],
    ['stairs: { from: -10, to: -40, by: 0 }, for: 5 s', 'stairs.by: 0° is below 0.5°'],
    ['stairs: { from: -10, to: -40, by: -10 }, for: 5 s', 'stairs.by: -10° is below 0.5°'],
    ['stairs: { from: -10, to: -40, by: 7 }, for: 5 s', 'stairs.by: -10° to -40° is no whole number of steps of 7°'],
    ['stairs: { from: -10, to: -40, by: 90 }, for: 5 s', 'stairs.by: -10° to -40° is no whole number of steps of 90°'],
    ['stairs: { from: -10, to: -10, by: 5 }, for: 5 s', 'stairs.by: from and to are the same tilt'],
    ['stairs: { from: -10, to: -70, by: 10 }, for: 5 s', "stairs.to: -70° is below this table's range"],
    ['stairs: { from: -60, to: 75, by: 0.5 }, for: 1 s', 'steps: 271 steps, more than 200'],
    ['stairs: { from: -10, to: -40, by: 10 }', 'this stairs does not say how long on each stair'],
    [
      'stairs: { from: -10, to: -40, by: 10 }, for: 5 s, warmUp: [50 %]',
      'a flight of stairs has no rounds to warm up in',
    ],
    [
      'oscillate: { between: [0, -30], times: 2 }, for: 5 s, warmUp: [50 %, 75 %, 80 %]',
      'warmUp: a warm-up of 3 in 2 leaves no round that reaches the whole depth',
    ],
    [
      'repeat: 2, warmUp: [50 %, 75 %], steps: [{ rest: 0, for: 1 s }]',
      'warmUp: a warm-up of 2 in 2 leaves no round that reaches the whole depth',
    ],
    ['repeat: 2, warmUp: [0.5], steps: [{ rest: 0, for: 1 s }]', "warmUp[0]: '0.5' is not a share"],
    ['repeat: 2, warmUp: [150 %], steps: [{ rest: 0, for: 1 s }]', 'warmUp[0]: 150 % is above 100 %'],
    ['repeat: 2, warmUp: [], steps: [{ rest: 0, for: 1 s }]', 'warmUp: expected a list of shares'],
    ['hold: -20, for: 5 s, warmUp: [50 %]', 'a hold has no rounds to warm up in'],
    ['exercise: -20', 'this exercise does not say how long'],
    ['exercise: -70, for: 5 s', "exercise: -70° is below this table's range"],
    ['exercise: -20, hold: -20, for: 5 s', 'this step has hold and exercise at once'],
    [
      'repeat: 50, steps: [{ oscillate: { between: [0, -30], times: 50 }, for: 1 s }]',
      'steps: 5000 steps, more than 200',
    ],
  ])('[H-52] refuses { %s } with its line and a remedy', (step, complaint) => {
    const found = judge(`name: a\nsteps:\n  - { ${step} }\n`);
    const errors = found.ok ? [] : found.errors;
    expect(complaintsOf(found)).toContainEqual(expect.stringContaining(complaint));
    for (const { line, remedy } of errors) expect([line === 2 || line === 3, remedy.length > 5]).toEqual([true, true]);
  });

  it('tells a mistake in one form and in a step after it in one reading', () => {
    const steps = '  - { oscillate: { between: [0, 0], times: 3 }, for: 5 s }\n  - { hold: -70, for: 1 min }\n';
    expect(complaintsOf(judge(`name: a\nsteps:\n${steps}`))).toEqual([
      '3 steps[0].oscillate.between: between 0° and 0° there is nothing to swing',
      "4 steps[1].hold: -70° is below this table's range, -60° to 75°",
    ]);
  });

  it('is counted before its repeats are written out', () => {
    const tower = [0, 1, 2, 3, 4].reduce<WrittenStep>((step) => ({ repeat: 50, steps: [step] }), { rest: 0, for: 1 });
    expect(expandSteps([tower])).toMatchObject({ ok: false, what: '312500000 steps, more than 200' });
  });

  it('never throws, whatever its words', () => {
    const word = fc.constantFrom(
      'hold',
      'rest',
      'for',
      'repeat',
      'steps',
      'name',
      'rate',
      ': ',
      '\n',
      '\n  ',
      '\n    ',
      '- ',
      '-20°',
      '1 min',
      '3',
      '[',
      ']',
      '{',
      '}',
      ', ',
      'x',
      'oscillate',
      'stairs',
      'warmUp',
      'between: [0, -30]',
      'times: 3',
      '[50 %]',
      '0 s',
      'null',
      '-95',
    );
    const text = fc.array(word, { maxLength: 30 }).map((words) => `name: a\nsteps:\n  - ${words.join('')}`);
    fc.assert(
      fc.property(text, (written) => {
        const found = judge(written);
        if (!found.ok) expect(found.errors.length).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the library', () => {
  it('has the programs of the house, each with a source and fit for the default table', () => {
    const entries = listPrograms(DEFAULT_SETTINGS, ONLY_BUILT_IN);
    expect(entries.map(({ name }) => name)).toEqual(Object.keys(BUILT_IN_PROGRAMS));
    for (const { name, found } of entries) {
      expect(found.ok && [found.program.name, found.source !== null]).toEqual([name, true]);
    }
  });

  it('[H-52] refuses a program of the house on a table that does not reach it', () => {
    const table = { ...DEFAULT_SETTINGS.table, invertedDeg: -45 };
    const found = findProgram('kim-2013-60', { ...DEFAULT_SETTINGS, table }, ONLY_BUILT_IN);
    expect(complaintsOf(found)).toContainEqual(
      expect.stringContaining("-60° is below this table's range, -45° to 75°"),
    );
  });

  it('adds the files beside the settings under the names they give themselves', () => {
    const programsDir = temporaryFolder({
      'b.yaml': EVENING,
      'a.yml': EVENING.replace('my-evening', 'other'),
      'notes.txt': 'x',
    });
    const own = listPrograms(DEFAULT_SETTINGS, { programsDir }).filter(({ file }) => file !== null);
    expect(own.map(({ name, file, found }) => [name, file, found.ok])).toEqual([
      ['other', join(programsDir, 'a.yml'), true],
      ['my-evening', join(programsDir, 'b.yaml'), true],
    ]);
    expect(findProgram('my-evening', DEFAULT_SETTINGS, { programsDir })).toMatchObject({ ok: true });
  });

  it('lists a broken file under the name of the file, with what is wrong', () => {
    const programsDir = temporaryFolder({ 'broken.yaml': 'name: fine\nsteps: 5\n' });
    const found = findProgram('broken', DEFAULT_SETTINGS, { programsDir });
    expect(complaintsOf(found)).toEqual(['2 steps: expected a list of steps']);
  });

  it('refuses a file with a name that is taken, and keeps the program of the house', () => {
    const files = { 'a.yaml': EVENING, 'b.yaml': EVENING, 'c.yaml': EVENING.replace('my-evening', 'first-time') };
    const programsDir = temporaryFolder(files);
    const refused = listPrograms(DEFAULT_SETTINGS, { programsDir }).filter(({ found }) => !found.ok);
    expect(refused.map(({ file }) => file)).toEqual(Object.keys(files).map((name) => join(programsDir, name)));
    expect(findProgram('my-evening', DEFAULT_SETTINGS, { programsDir })).toMatchObject({ ok: false });
    expect(findProgram('first-time', DEFAULT_SETTINGS, { programsDir })).toMatchObject({
      ok: true,
      timeline: { totalMs: 189_500 },
    });
  });

  it('does without a folder of programs', () => {
    const programsDir = join(temporaryFolder(), 'none');
    expect(listPrograms(DEFAULT_SETTINGS, { programsDir })).toHaveLength(Object.keys(BUILT_IN_PROGRAMS).length);
  });
});

describe('finding a program', () => {
  it('takes a file by its path', () => {
    const found = findProgram(temporaryFile(EVENING), DEFAULT_SETTINGS, ONLY_BUILT_IN);
    expect(found).toMatchObject({ ok: true, program: { name: 'my-evening' } });
  });

  it('takes no path where only names may be given', () => {
    expect(findNamedProgram(temporaryFile(EVENING), DEFAULT_SETTINGS, ONLY_BUILT_IN)).toMatchObject({ ok: false });
  });

  it.each([
    ['kim-2013-6', "kim-2013-6: there is no program of this name. Did you mean 'kim-2013-60'?"],
    ['fist-time', "fist-time: there is no program of this name. Did you mean 'first-time'?"],
    ['zzz', 'zzz: there is no program of this name. `upright programs list` shows what there is.'],
    ['constructor', 'constructor: there is no program of this name. `upright programs list` shows what there is.'],
    ['./none.yaml', './none.yaml: there is no such file. Check the name and the folder.'],
  ])('%s: says what there is', (name, message) => {
    const found = findProgram(name, DEFAULT_SETTINGS, ONLY_BUILT_IN);
    expect(found.ok ? [] : found.errors.map(formatProblem)).toEqual([message]);
  });
});

describe('docs/programs.md', () => {
  const page = readFileSync('docs/programs.md', 'utf8');

  it('shows a program that passes the check', () => {
    const [, example = ''] = /```yaml\n(.*?)```/s.exec(page) ?? [];
    const found = judge(example);
    expect(complaintsOf(found)).toEqual([]);
    expect(found.ok && [found.program.name, found.timeline.holds]).toEqual(['my-evening', 3]);
  });

  it('shows one whole program for every word', () => {
    const examples = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => text);
    expect(examples.map((text) => complaintsOf(judge(text)))).toEqual(examples.map(() => []));
    const words = ['hold', 'exercise', 'rest', 'oscillate', 'stairs', 'repeat', 'warmUp', 'rate', 'summary', 'source'];
    for (const word of words)
      expect(
        examples.some((text) => text.includes(`${word}:`)),
        word,
      ).toBe(true);
  });

  it('tells the figures of every program of the house', () => {
    for (const { name, found } of listPrograms(DEFAULT_SETTINGS, ONLY_BUILT_IN)) {
      if (!found.ok || name.startsWith('build-up')) continue;
      const { totalMs, headDownMs, longestHeadDownMs } = found.timeline;
      const figures = [totalMs, headDownMs, longestHeadDownMs].map(formatDuration).join(' | ');
      expect(page.split('\n').find((line) => line.startsWith(`| \`${name}\``))).toContain(`| ${figures} |`);
    }
  });

  it('tells the table of the build-up', () => {
    for (let week = 1; week <= 8; week += 1) {
      const found = findProgram(`build-up-${week}`, DEFAULT_SETTINGS, ONLY_BUILT_IN);
      if (!found.ok) throw new Error('refused');
      const { timeline, program } = found;
      const [first = { durationMs: 0 }] = program.steps;
      const row = [
        describeTilt(timeline.deepestDeg),
        formatDuration(first.durationMs),
        formatDuration(timeline.headDownMs),
      ];
      expect(page).toContain(`| ${week} | ${row.join(' | ')} |`);
    }
  });

  it('shows the words in which a program is refused', () => {
    const written = 'name: too-much\nsteps:\n  - hold: -70°\n    for: 10 min\n';
    const found = judgeProgram(readProgramText('too-much.yaml', written), DEFAULT_SETTINGS);
    for (const problem of found.ok ? [] : found.errors) expect(page).toContain(formatProblem(problem));
    expect(found.ok ? 0 : found.errors.length).toBe(2);
  });
});
