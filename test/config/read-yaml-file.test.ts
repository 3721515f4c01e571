import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FileProblem, formatProblem } from '../../src/config/file-problem.ts';
import { parseYaml, type YamlResult } from '../../src/config/parse-yaml.ts';
import { LARGEST_FILE_BYTES, readYamlFile } from '../../src/config/read-yaml-file.ts';
import { temporaryFile, temporaryFolder } from './temporary-folder.ts';

const problemsOfFile = (file: string): readonly FileProblem[] => {
  const read = readYamlFile(file);
  return read.ok ? [] : read.errors;
};

/** `line:column what` of every problem. */
const complaintsOf = (content: string | Uint8Array): readonly string[] =>
  problemsOfFile(temporaryFile(content)).map(({ line, column, what }) => `${line}:${column} ${what}`);

describe('a file that cannot be read as text', () => {
  it.each([
    ['missing', () => join(temporaryFolder(), 'none.yaml'), 'there is no such file'],
    ['below a file', () => join(temporaryFile('a: 1'), 'none.yaml'), 'there is no such file'],
    ['a directory', () => temporaryFolder(), 'this is a directory'],
    ['too large', () => temporaryFile('#'.repeat(LARGEST_FILE_BYTES + 1)), 'the file is larger than 256 KiB'],
    ['empty', () => temporaryFile(''), 'the file is empty'],
    ['only a comment', () => temporaryFile('# later\n'), 'the file is empty'],
    ['only a document mark', () => temporaryFile('---\n'), 'the file is empty'],
  ])('%s: says so', (_, make, what) => {
    const file = make();
    expect(problemsOfFile(file)).toMatchObject([{ file, what, remedy: expect.stringMatching(/\w/) }]);
  });

  it.skipIf(process.getuid?.() === 0)('without permission: says so', () => {
    const file = temporaryFile('a: 1');
    chmodSync(file, 0);
    expect(problemsOfFile(file)).toMatchObject([{ what: 'you may not read this file' }]);
  });

  it.skipIf(!existsSync('/dev/zero'))('a device: does not read from it', () => {
    expect(problemsOfFile('/dev/zero')).toMatchObject([{ what: 'this is no ordinary file' }]);
  });

  it.each([
    ['NUL', 'ab\nc\0d', '2:2'],
    ['another control character', 'ab\n\nc\u001bd', '3:2'],
    ['invalid UTF-8', Buffer.from([0x61, 0x0a, 0x62, 0x63, 0xff, 0x64]), '2:3'],
    ['UTF-16', Buffer.from('a: 1', 'utf16le'), '1:2'],
    ['a character cut off at the end', Buffer.from([0x61, 0x3a, 0x20, 0xe2, 0x82]), '1:5'],
  ])('%s: says where', (_, content, place) => {
    expect(complaintsOf(content)).toEqual([`${place} this is not a text file`]);
  });
});

describe('YAML that is wrong', () => {
  it.each([
    [
      'a key twice, every time',
      'a: 1\na: 2\nb: 1\nb: 2',
      ['2:1 this key stands here twice', '4:1 this key stands here twice'],
    ],
    ['a tab', 'a:\n\tb: 1', ['2:1 a tab is used to indent']],
    ['an open bracket', 'a: [1, 2', ['1:9 a bracket is not closed']],
    ['bad indentation', 'a: 1\n b: 2', ['1:4 the indentation does not fit the line above']],
    ['an anchor', 'a: &x [1]', ['1:4 an anchor (&) is not allowed here']],
    ['an alias to itself', 'a: [1, *a]', ['1:8 an alias (*) is not allowed here']],
    ['a tag', 'a: !!binary x', ['1:4 a tag (!) is not allowed here']],
    ['a directive', '%YAML 1.1\n---\na: 1:30', ['1:1 a directive (%) is not allowed here']],
    ['a second document', 'a: 1\n---\nb: 2', ['2:1 a second document begins here']],
  ])('%s: says where', (_, content, complaints) => {
    expect(complaintsOf(content)).toEqual(complaints);
  });

  it('an alias bomb is refused at its first anchor', () => {
    const levels = 'bcdefghij'.split('').map((name, index) => {
      const before = 'abcdefghij'[index];
      return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(',')}]`;
    });
    expect(complaintsOf(['a: &a [x]', ...levels].join('\n'))).toEqual(['1:4 an anchor (&) is not allowed here']);
  });

  it.each([
    ['20,000 open brackets', '['.repeat(20_000)],
    ['20,000 closed brackets', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['20,000 dashes', '- '.repeat(20_000)],
    ['20,000 question marks', '? '.repeat(20_000)],
    ['20,000 braces', '{a: '.repeat(20_000)],
    ['20,000 keys in a row', 'a: '.repeat(20_000)],
    ['one more level a line', Array.from({ length: 300 }, (_, level) => `${' '.repeat(level)}a:`).join('\n')],
  ])('%s: too deep', (_, content) => {
    expect(complaintsOf(content)).toEqual([expect.stringMatching(/^\d+:\d+ this is nested more than 24 levels deep$/)]);
  });

  it('allows 24 levels and no more', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
    expect(complaintsOf(nested(24))).toEqual([]);
    expect(complaintsOf(nested(26))).not.toEqual([]);
  });

  it.each([
    ['too many entries', 'a: 1\n'.repeat(30_000), /more than 5000 entries/],
    ['quotes without end', '"'.repeat(100_000), /this is not YAML/],
    ['a tower of documents', '---\n'.repeat(20_000), /a second document/],
    ['only colons', ':'.repeat(100_000), /./],
  ])('%s: tells at most 50 problems, soon', (_, content, what) => {
    const complaints = complaintsOf(content);
    expect(complaints[0]).toMatch(what);
    expect(complaints.length).toBeLessThanOrEqual(50);
  });
});

describe('YAML that is right', () => {
  const read = parseYaml('a.yaml', 'name: x # why\r\nsteps:\r\n  - hold: -20°\r\n    for: 1:30\r\n  - rest: 0\r\n');
  if (!read.ok) throw new Error('not read');
  const { source } = read;

  it('keeps durations and angles as they are written', () => {
    expect(source.value).toEqual({ name: 'x', steps: [{ hold: '-20°', for: '1:30' }, { rest: 0 }] });
  });

  it.each([
    [['name'], 'value', '1:7'],
    [['name'], 'key', '1:1'],
    [['steps', 0, 'for'], 'value', '4:10'],
    [['steps', 0, 'for'], 'key', '4:5'],
    [['steps', 1], 'value', '5:5'],
    [['steps', 1, 'for'], 'value', '5:5'],
    [['nothing', 'here'], 'value', '1:1'],
  ] as const)('places %j, %s', (path, what, place) => {
    const { line, column } = source.locate(path, what);
    expect(`${line}:${column}`).toBe(place);
  });
});

it('a byte order mark is no part of the text', () => {
  const read = readYamlFile(temporaryFile('\uFEFFname: x\n'));
  expect(read.ok && [read.source.value, read.source.locate(['name'])]).toEqual([{ name: 'x' }, { line: 1, column: 7 }]);
});

it('a problem quotes nothing that would steer a terminal', () => {
  const problem = { file: 'a', line: 1, column: 1, path: 'x\u001b[31m', what: 'w', remedy: 'r' };
  expect(formatProblem(problem)).toBe('a:1:1: x\uFFFD[31m: w. R.');
});

const VALID = 'name: x\nsteps:\n  - hold: -20°\n    for: "1 min"\n  - repeat: 3\n    steps: [{ rest: 0, for: 30 s }]\n';

function expectValueOrProblems(read: YamlResult): void {
  if (read.ok) {
    expect(read.source.value).toBeDefined();
    return;
  }
  expect(read.errors.length).toBeGreaterThan(0);
  for (const { line, what, remedy } of read.errors) {
    expect(line === null || line >= 1).toBe(true);
    expect(what && remedy).not.toBe('');
  }
}

describe('hostile content gives a value or problems', () => {
  it('random bytes', () => {
    const file = temporaryFile('');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        writeFileSync(file, bytes);
        expectValueOrProblems(readYamlFile(file));
      }),
      { numRuns: 500 },
    );
  });

  it('random YAML punctuation', () => {
    const words = [
      'a',
      ':',
      ' ',
      '  ',
      '\n',
      '- ',
      '[',
      ']',
      '{',
      '}',
      ', ',
      '&a ',
      '*a',
      '!t ',
      '"',
      "'",
      '|',
      '>',
      '?',
      '#',
      '\t',
      '%',
    ];
    const piece = fc.constantFrom(...words, '---\n', '<<: ');
    const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (written) => expectValueOrProblems(parseYaml('a.yaml', written))),
      { numRuns: 2000 },
    );
  });

  it('a program with a few characters changed', () => {
    const mutation = fc.record({
      at: fc.nat(VALID.length),
      cut: fc.nat(6),
      put: fc.string({ unit: 'binary', maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const mutate = (text: string, { at, cut, put }: (typeof mutations)[number]) =>
          text.slice(0, at) + put + text.slice(at + cut);
        expectValueOrProblems(parseYaml('a.yaml', mutations.reduce(mutate, VALID)));
      }),
      { numRuns: 1000 },
    );
  });
});
