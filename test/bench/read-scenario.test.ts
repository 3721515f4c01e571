import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readScenarioFile, readScenarioText } from '../../src/bench/read-scenario.ts';
import { STEP_KINDS } from '../../src/bench/read-steps.ts';
import { STEP_EXAMPLES } from '../../src/bench/step-examples.ts';
import { formatProblem } from '../../src/config/file-problem.ts';

function problemsOf(text: string): readonly string[] {
  const read = readScenarioText('s.yaml', text);
  return read.ok ? [] : read.errors.map((problem) => formatProblem(problem).replace(/^s\.yaml:/, ''));
}

const steps = (...lines: readonly string[]) => `name: s\nsteps:\n${lines.map((line) => `  - ${line}\n`).join('')}`;

/** What is wrong, the text, and all that is told of it: place, field, fault and remedy. */
const WRONG: readonly (readonly [what: string, text: string, told: readonly string[]])[] = [
  ['a step that is misspelt', steps('pres: START'), ["3:5: steps[0].pres: unknown key 'pres'. Did you mean 'press'?"]],
  [
    'a key of the file that is misspelt',
    'nmae: s\nname: s\nsteps: [{ press: UP }]\n',
    ["1:1: nmae: unknown key 'nmae'. Did you mean 'name'?"],
  ],
  ['no steps', 'name: s\nsteps: []\n', ["2:8: steps: there are no steps. Add '- press: START'."]],
  [
    'neither name nor steps',
    'summary: nothing\n',
    [
      '1:1: name: expected a line of text of 1 to 100 characters. Write it on one line.',
      "1:1: steps: expected a list of steps. Begin each step with a word and a colon, such as '- press: START'.",
    ],
  ],
  [
    'steps that are no list',
    'name: s\nsteps: press\n',
    ["2:8: steps: expected a list of steps. Begin each step with a word and a colon, such as '- press: START'."],
  ],
  [
    'a step that is only a word',
    steps('press'),
    ["3:5: steps[0]: expected keys and values, not 'press'. Write keys below it, indented by two spaces."],
  ],
  [
    'two things in one step',
    steps('{ press: UP, inject: H-08 }'),
    ['3:5: steps[0]: this step has press and inject at once. Make a step of each.'],
  ],
  [
    'a button that there is not',
    steps('press: STRAT'),
    [
      "3:12: steps[0].press: 'STRAT' is none of START, RETURN, UP, DOWN, SELECT, ESTOP, GRIP, CLAMP. Did you mean 'START'?",
    ],
  ],
  [
    'a press with another word',
    steps('press: { button: UP, fro: 2 s }'),
    ["3:26: steps[0].press.fro: unknown key 'fro'. Did you mean 'for'?"],
  ],
  [
    'a press of a negative time',
    steps('press: { button: UP, for: -2 s }'),
    ["3:31: steps[0].press.for: '-2 s' is negative. Write for example '3 min', '45 s', '1m30s', '1:30' or '250 ms'."],
  ],
  [
    'a wait without a time',
    steps('wait: { state: holding }'),
    ["3:11: steps[0].wait: this does not say how long it is waited for. Write for example 'within: 60 s' beside it."],
  ],
  [
    'a wait of three hours',
    steps('wait: { state: holding, within: 3 h }'),
    ['3:37: steps[0].wait.within: 3 h is above 2 h. Allowed here: 1 ms to 2 h.'],
  ],
  [
    'a wait of no time',
    steps('wait: { state: holding, within: 0 s }'),
    ['3:37: steps[0].wait.within: 0 s is below 1 ms. Allowed here: 1 ms to 2 h.'],
  ],
  [
    'a time without a unit that makes sense',
    steps('after: 5 parsecs'),
    [
      "3:12: steps[0].after: '5 parsecs' is no duration. Write for example '3 min', '45 s', '1m30s', '1:30' or '250 ms'.",
    ],
  ],
  [
    'times the wrong way round',
    steps('after: { between: [30 s, 1 s] }'),
    ['3:12: steps[0].after: the first duration is longer than the second. Write the shorter first.'],
  ],
  [
    'one time of two',
    steps('after: { between: [30 s] }'),
    ["3:23: steps[0].after.between: expected two durations. Write for example 'between: [1 s, 30 s]'."],
  ],
  [
    'a signal that there is not',
    steps('expect: { signal: tlit, above: 0° }'),
    ["3:23: steps[0].expect.signal: there is no signal 'tlit'. Did you mean 'tilt'?"],
  ],
  [
    'a signal that there is not, as the key',
    steps('expect: { tlit: { above: 0° } }'),
    ["3:15: steps[0].expect.tlit: unknown key 'tlit'. Did you mean 'tilt'?"],
  ],
  [
    'a condition without a signal',
    steps('expect: { within: 1 s }'),
    [
      "3:13: steps[0].expect: this condition names no signal. Write for example '{ signal: tilt, reaches: 0° }' or '{ state: holding }'.",
    ],
  ],
  [
    'a bound of no signal',
    steps('expect: { above: 3° }'),
    [
      "3:22: steps[0].expect.above: 'above' belongs to no signal. Write for example '{ signal: tilt, reaches: 0° }' or '{ state: holding }'.",
    ],
  ],
  [
    'a rate in degrees',
    steps('expect: { signal: rate, above: 6 A }'),
    ["3:36: steps[0].expect.above: '6 A' is not a rate. Write for example 2°/s."],
  ],
  [
    'a number that is to be a word',
    steps('expect: { signal: tilt, is: upright }'),
    [
      "3:13: steps[0].expect: tilt is a number: it is never exactly something. Write for example '{ signal: tilt, above: -60° }'.",
    ],
  ],
  [
    'a flag that is compared',
    steps('expect: { signal: brake.released, above: 1 }'),
    [
      "3:13: steps[0].expect: brake.released is true or false. Write '{ signal: brake.released, is: true }' or 'brake.released: true'.",
    ],
  ],
  [
    'a state that there is not',
    steps('expect: { state: hold }'),
    ["3:22: steps[0].expect.state: state is never 'hold'. Did you mean 'holding'?"],
  ],
  [
    'near without by',
    steps('expect: { tilt: { near: 75° } }'),
    ["3:21: steps[0].expect.tilt: 'near' and 'by' belong together. Write for example 'near: -60°, by: 1°'."],
  ],
  [
    'bounds that leave nothing',
    steps('expect: { tilt: { above: 10°, below: 5° } }'),
    ['3:21: steps[0].expect.tilt: nothing is above 10° and below 5°. Change one of the two.'],
  ],
  [
    'two comparisons at once',
    steps('expect: { tilt: { above: 10°, reaches: 20° } }'),
    [
      "3:21: steps[0].expect.tilt: tilt is compared in more than one way. Write for example '{ signal: tilt, above: -60° }'.",
    ],
  ],
  [
    'a measure of two things',
    steps('measure: { name: m, maximum: rate, minimum: rate, over: 1 s }'),
    [
      "3:14: steps[0].measure: this measures maximum and minimum at once. Write for example '{ name: way up, until: { signal: tilt, reaches: 0° }, within: 30 s }'.",
    ],
  ],
  [
    'a measure of no signal',
    steps('measure: { name: m, maximum: state, over: 1 s }'),
    [
      "3:34: steps[0].measure.maximum: 'state' is no signal with numbers. Known here: tilt, rate, rate.signed, acceleration, drive.duty, drive.current, supply, estimate, hold.",
    ],
  ],
  [
    'a measure without its time',
    steps('measure: { name: m, maximum: rate }'),
    ["3:14: steps[0].measure: a maximum is taken over a time. Write for example 'over: 10 s'."],
  ],
  [
    'an answer that is no expression',
    steps("console: { line: status, answers: '(' }"),
    ["3:39: steps[0].console.answers: '(' is no regular expression. Write the text that the answer has in it."],
  ],
  [
    'a line of two lines',
    steps('console: "a\\nb"'),
    ['3:14: steps[0].console: expected a line of text of 1 to 128 characters. Write it on one line.'],
  ],
  [
    'a link that nothing is done to',
    steps('link: { drop: 0 % }'),
    ["3:11: steps[0].link: nothing is done to the link. Write for example 'drop: 1 %', or 'link: sound'."],
  ],
  [
    'a share above one',
    steps('link: { drop: 120 % }'),
    ['3:19: steps[0].link.drop: 120 % is above 100 %. Allowed here: 0 % to 100 %.'],
  ],
  [
    'something else that is killed',
    steps('kill: board'),
    ["3:11: steps[0].kill: 'board' is none of host. Known here: host."],
  ],
  [
    'too many times',
    steps('repeat: { times: 5000, steps: [{ press: UP }] }'),
    ['3:22: steps[0].repeat.times: expected a whole number from 1 to 1000. Write for example times: 3.'],
  ],
  [
    'a negative seed',
    'name: s\nseed: -1\nsteps: [{ press: UP }]\n',
    ['2:7: seed: expected a whole number from 0 to 4294967295. Write for example seed: 7.'],
  ],
  [
    'nested too deep',
    steps(
      '{ repeat: { times: 1, steps: [{ repeat: { times: 1, steps: [{ repeat: { times: 1, steps: [{ repeat: { times: 1, steps: [{ repeat: { times: 1, steps: [{ repeat: { times: 1, steps: [{ press: UP }] } }] } }] } }] } }] } }] } }',
    ),
    [
      '3:124: steps[0].repeat.steps[0].repeat.steps[0].repeat.steps[0].repeat.steps: steps are nested more than 4 deep. Write them flatter.',
    ],
  ],
  [
    'time before the controller starts',
    'name: s\nbefore: [{ press: UP }, { after: 1 s }]\nsteps: [{ press: UP }]\n',
    [
      "2:34: before[1].after: 'after' cannot come before the controller starts. Only press, release, inject, clear go here; move it to 'steps'.",
    ],
  ],
  [
    'a rider as heavy as a horse',
    'name: s\nrider: { massKg: 500 }\nsteps: [{ press: UP }]\n',
    ['2:18: rider.massKg: 500 is above 200. Allowed here: 20 to 200.'],
  ],
  [
    'a rider that is a number',
    'name: s\nrider: 85\nsteps: [{ press: UP }]\n',
    ["2:8: rider: expected a rider. Write for example 'rider: { massKg: 85 }', or 'rider: none'."],
  ],
  [
    'a fault in small letters, a cause that there is not, and no word at all',
    'name: s\nnever: [{ fault: h-11 }, { cause: RETRUN }, { state: [] }, { refusal: nonsense }]\nsteps: [{ press: UP }]\n',
    [
      "2:18: never[0].fault: fault is never 'h-11'. Did you mean 'H-11'?",
      "2:35: never[1].cause: cause is never 'RETRUN'. Did you mean 'RETURN'?",
      "2:54: never[2].state: state is compared with words. Write for example 'state: self-test'.",
      expect.stringContaining("refusal is never 'nonsense'. Known here: CLAMPS, ESTOP"),
    ],
  ],
  [
    'a band of less than nothing, and steps that are none',
    steps('expect: { tilt: { near: 0°, by: -1° } }', 'repeat: { times: 3, steps: [] }'),
    [
      "3:37: steps[0].expect.tilt.by: nothing is nearer than 0. Write for example 'by: 1°'.",
      "4:32: steps[1].repeat.steps: there are no steps. Add '- press: UP'.",
    ],
  ],
  [
    'lines that the console never answers a bench',
    steps("console: ' '", 'console: json off', "scpi: '  '"),
    [
      "3:14: steps[0].console: an empty line is never answered. Write for example 'status'.",
      "4:14: steps[1].console: 'json' changes how the console answers the bench itself. Leave it out: an answer of 'status' is there in words, and signals are watched at every sample.",
      "5:11: steps[2].scpi: an empty line is never answered. Write for example 'status'.",
    ],
  ],
  [
    'a time for what stays as it is put',
    steps('press: { button: ESTOP, for: 1 s }', 'press: { button: UP, for: 1 s, held: true }'),
    [
      "3:34: steps[0].press.for: ESTOP stays as it is put. Write '- release: ESTOP' after a time.",
      "4:31: steps[1].press.for: 'for' and 'held' cannot both be. Leave one of them out.",
    ],
  ],
  [
    'a target that there is not',
    'name: s\nonly: { targets: [simm], because: x }\nsteps: [{ press: UP }]\n',
    ["2:19: only.targets[0]: 'simm' is none of sim, uno-emulated, uno. Did you mean 'sim'?"],
  ],
  [
    'targets without a reason',
    'name: s\nonly: { targets: [sim] }\nsteps: [{ press: UP }]\n',
    ['2:1: only.because: expected a line of text of 1 to 200 characters. Write it on one line.'],
  ],
  [
    'a setting out of bounds',
    'name: s\nconfig:\n  table: { inverted: -95° }\nsteps: [{ press: UP }]\n',
    ['3:22: config.table.inverted: -95° is below -90°. Allowed here: -90° to -5°.'],
  ],
  [
    'a program that there is not',
    'name: s\nprogram: kim-2031-60\nsteps: [{ press: UP }]\n',
    ["2:10: program: kim-2031-60: there is no program of this name. Did you mean 'kim-2013-60'?"],
  ],
  [
    'a step of the program that is wrong',
    'name: s\nprogram:\n  name: p\n  steps: [{ hold: -95°, for: 1 min }]\nsteps: [{ press: UP }]\n',
    ['4:19: program.steps[0].hold: -95° is below -90°. Allowed here: -90° to 90°.'],
  ],
  [
    'a tilt beyond the table',
    'name: s\ntilt: 120°\nsteps: [{ press: UP }]\n',
    ['2:7: tilt: 120° is above 90°. Allowed here: -90° to 90°.'],
  ],
  [
    'an anchor',
    'name: &n s\nsteps: [{ press: UP }]\n',
    ['1:7: an anchor (&) is not allowed here. Write the value out where it is needed.'],
  ],
  [
    'a tag',
    'name: !!js/function s\nsteps: [{ press: UP }]\n',
    ['1:7: a tag (!) is not allowed here. Leave it out, or put the text into quotes.'],
  ],
  [
    'a second document',
    'name: s\nsteps: [{ press: UP }]\n---\nname: t\n',
    ['3:1: a second document begins here. Keep one document in a file and remove the --- line.'],
  ],
  [
    'the same key twice',
    'name: s\nname: t\nsteps: [{ press: UP }]\n',
    ['2:1: this key stands here twice. Keep one of the two.'],
  ],
  ['a bracket left open', 'name: s\nsteps: [{ press: UP }\n', ['3:1: a bracket is not closed. Close it on this line.']],
  ['a tab', 'name: s\nsteps:\n\t- press: UP\n', ['3:1: a tab is used to indent. Indent with spaces.']],
  ['an empty file', '', [' the file is empty. Write the fields it should have.']],
  [
    'a list',
    '- press: UP\n',
    ['1:1: expected keys and values, not a list. Write keys below it, indented by two spaces.'],
  ],
  [
    'a name with an escape',
    'name: "a\\e[31mb"\nsteps: [{ press: UP }]\n',
    ['1:7: name: expected a line of text of 1 to 100 characters. Write it on one line.'],
  ],
  [
    'a prototype',
    'name: s\n__proto__: { x: 1 }\nsteps: [{ press: UP }]\n',
    [
      "2:1: __proto__: unknown key '__proto__'. Known here: name, summary, only, program, rider, occupancy, seed, tilt, sessionWasOpen, config, before, never, steps.",
    ],
  ],
  [
    'many at once',
    'name: s\nseed: -1\nsteps:\n  - pres: START\n  - expect: { state: hold, withn: 1 s }\n  - measure: { maximum: tlit, over: 1 s }\n  - repeat: { times: 0, steps: [{ wait: { rate: { above: 3 A } } }] }\n  - random: { times: 2, steps: [{ expect: { signal: rat, above: 1 } }] }\n',
    [
      '2:7: seed: expected a whole number from 0 to 4294967295. Write for example seed: 7.',
      "4:5: steps[0].pres: unknown key 'pres'. Did you mean 'press'?",
      "5:22: steps[1].expect.state: state is never 'hold'. Did you mean 'holding'?",
      "5:28: steps[1].expect.withn: unknown key 'withn'. Did you mean 'within'?",
      '6:5: steps[2].measure.name: expected a line of text of 1 to 80 characters. Write it on one line.',
      "6:25: steps[2].measure.maximum: 'tlit' is no signal with numbers. Did you mean 'tilt'?",
      '7:22: steps[3].repeat.times: expected a whole number from 1 to 1000. Write for example times: 3.',
      "7:41: steps[3].repeat.steps[0].wait: this does not say how long it is waited for. Write for example 'within: 60 s' beside it.",
      "7:58: steps[3].repeat.steps[0].wait.rate.above: '3 A' is not a rate. Write for example 2°/s.",
      '8:5: steps[4].random.seed: expected a whole number from 0 to 4294967295. Write for example seed: 7.',
      "8:53: steps[4].random.steps[0].expect.signal: there is no signal 'rat'. Did you mean 'rate'?",
    ],
  ],
];

describe('a scenario file that is wrong', () => {
  it.each(WRONG)('is told its place and its remedy: %s', (_what, text, told) => {
    expect(problemsOf(text)).toEqual(told);
  });
});

describe('a file that is no scenario at all', () => {
  const folder = mkdtempSync(join(tmpdir(), 'upright-read-scenario-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const told = (file: string) => {
    const read = readScenarioFile(file);
    return read.ok ? [] : read.errors.map((problem) => formatProblem(problem).replace(folder, ''));
  };
  const written = (name: string, content: string | Uint8Array) => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };

  it('is told as a directory, as missing, as binary with its place, as too large', () => {
    expect(told(folder)).toEqual([': this is a directory. Name a file in it.']);
    expect(told(join(folder, 'none.yaml'))).toEqual([
      '/none.yaml: there is no such file. Check the name and the folder.',
    ]);
    expect(told(written('binary.yaml', Uint8Array.of(0x6e, 0x0a, 0x6e, 0x00, 0xff)))).toEqual([
      '/binary.yaml:2:2: this is not a text file. Save it as plain text in UTF-8.',
    ]);
    expect(told(written('large.yaml', `# ${'x'.repeat(300 * 1024)}`))).toEqual([
      '/large.yaml: the file is larger than 256 KiB. Check that this is the file you meant.',
    ]);
  });

  it('is refused where it is nested for its own sake, without ado', () => {
    const began = performance.now();
    expect(problemsOf(`name: s\nsteps: ${'['.repeat(50_000)}`)).toEqual([
      expect.stringMatching(/^2:\d+: this is nested more than \d+ levels deep/),
    ]);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe('the examples of the vocabulary', () => {
  it.each(STEP_KINDS)('read as they stand: %s', (kind) => {
    const { example } = STEP_EXAMPLES[kind];
    expect(example.startsWith(`- ${kind}: `)).toBe(true);
    expect(problemsOf(`name: s\nsteps:\n  ${example}\n`)).toEqual([]);
  });
});

/** Words of scenario files in shapes of scenario files, right and wrong: nearer to trouble than letters by chance. */
const word = fc.constantFrom(
  ...[
    'START',
    'tilt',
    'rate',
    'state',
    'holding',
    'H-08',
    '75°',
    '6°/s',
    '2 s',
    '-1',
    '0',
    'true',
    'null',
    'host',
    'x',
  ],
);
const key = fc.constantFrom(
  ...['name', 'steps', 'never', 'before', 'program', 'config', 'only', 'rider', 'tilt', '__proto__', 'constructor'],
  ...['signal', 'above', 'near', 'by', 'reaches', 'is', 'within', 'for', 'times', 'seed', 'between', ...STEP_KINDS],
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, word, tie('list'), tie('map')),
  list: fc.array(tie('value'), { maxLength: 3 }).map((parts) => `[${parts.join(', ')}]`),
  map: fc
    .uniqueArray(fc.tuple(key, tie('value')), { maxLength: 4, selector: ([name]) => name })
    .map((pairs) => `{ ${pairs.map(([name, part]) => `${name}: ${part}`).join(', ')} }`),
}));

describe('any text', () => {
  const looksRight = (text: string): void => {
    const read = readScenarioText('s.yaml', text);
    if (read.ok) return;
    expect(read.errors.length).toBeGreaterThan(0);
    for (const { line, column, path, what, remedy } of read.errors) {
      expect([what, remedy]).not.toContain('');
      // Only what is wrong with the file as a whole has no line.
      if (line === null) expect([path, column]).toEqual(['', null]);
      else expect([line >= 1 && line <= text.split('\n').length, (column ?? 0) >= 1]).toEqual([true, true]);
    }
  };

  it('is read or refused with a place and a remedy, and never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), looksRight), { numRuns: 300 });
  });

  it('is so too where it is made of the words of scenarios', () => {
    const file = fc.tuple(value, value).map(([steps, never]) => `name: s\nsteps: ${steps}\nnever: ${never}\n`);
    fc.assert(fc.property(fc.oneof(value.map(String), file), looksRight), { numRuns: 500 });
  });
});
