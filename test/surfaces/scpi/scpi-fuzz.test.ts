import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCPI_COMMANDS } from '../../../src/surfaces/scpi/command-tree.ts';
import { spellingsOf } from '../../../src/surfaces/scpi/header-path.ts';
import { clientOn, openScpiBench, type ScpiBench } from './scpi-desk.ts';

/** Lines and bytes that nobody meant, from a seed: fast-check prints it where something fails. */
const RUNS = { numRuns: 2000, seed: 2013 };

const VALID = SCPI_COMMANDS.map(({ example: [sent] }) => sent);

/** What a line may do to a table, whatever is in it: nothing that moves it down by itself. */
const HARMLESS = new Set(['return', 'select', 'arm']);

function expectSane({ link, session }: ScpiBench, response: string | null): void {
  for (const { kind } of link.sent) expect(HARMLESS.has(kind)).toBe(true);
  if (response !== null) expect(response).toMatch(/^[ -~]+$/);
  session.execute('*CLS');
  expect(session.execute('SYST:ERR?')).toBe('0,"No error"');
}

/** A valid line with a few characters changed, put in or left out. */
const mutated = fc
  .tuple(
    fc.constantFrom(...VALID),
    fc.array(
      fc.record({
        at: fc.nat(40),
        what: fc.constantFrom('insert', 'replace', 'delete'),
        character: fc.constantFrom(...Array.from(' ;:,?*"\'#()+-.0159AEHINRT_!$\t')),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([line, changes]) =>
    changes.reduce((text, { at, what, character }) => {
      const place = at % (text.length + 1);
      const rest = text.slice(place + (what === 'insert' ? 0 : 1));
      return text.slice(0, place) + (what === 'delete' ? '' : character) + rest;
    }, line),
  );

describe('whatever comes', () => {
  it('[H-41] bytes: never a crash, never more than one error a line, and the port answers on', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const bench = openScpiBench();
        for (const line of Buffer.from(bytes)
          .toString('latin1')
          .split(/[\r\n]/)) {
          const response = bench.session.execute(line);
          expect(bench.errors().length).toBeLessThanOrEqual(1);
          expectSane(bench, response);
        }
      }),
      RUNS,
    );
  });

  it('[H-41] lines of the letters of the grammar: the same', () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from(' ;:,?*"\'#()+-.01EMAS:TILTRSYOUP')), maxLength: 60 });
    fc.assert(
      fc.property(text, (line) => {
        const bench = openScpiBench();
        const response = bench.session.execute(line);
        expect(bench.errors().length).toBeLessThanOrEqual(1);
        expectSane(bench, response);
      }),
      RUNS,
    );
  });

  it('[H-41] mutated lines: an error of the right class, or a line that is as good as another', () => {
    fc.assert(
      fc.property(mutated, (line) => {
        const bench = openScpiBench();
        bench.session.execute('*CLS');
        const response = bench.session.execute(line);
        const events = Number(bench.session.execute('*ESR?'));
        const errors = bench.errors();
        expect(errors.length).toBeLessThanOrEqual(1);
        const [number] = errors;
        if (number !== undefined && events !== 0) {
          const bit = number <= -400 ? 4 : number <= -300 ? 8 : number <= -200 ? 16 : 32;
          expect(events & bit).toBe(bit);
        }
        expectSane(bench, response);
      }),
      RUNS,
    );
  });

  it('[H-41] any number of messages on a wire: each query has one line of reply, and memory has a bound', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 20 }), (chunks) => {
        const bench = openScpiBench();
        const { client, wire } = clientOn(bench);
        for (const chunk of chunks) {
          client.receive(chunk);
          client.poll(Number.POSITIVE_INFINITY);
        }
        client.receive(Buffer.from('\n*CLS\n*IDN?\n'));
        for (let poll = 0; poll < 1000; poll += 1) client.poll(Number.POSITIVE_INFINITY);
        expect(wire.text.endsWith('Upright,simulated table,0,0.1.0\n')).toBe(true);
        expect(wire.text).toMatch(/^([ -~]+\n)*$/);
      }),
      { ...RUNS, numRuns: 200 },
    );
  });
});

describe('the command tree', () => {
  it('has no two commands that are written alike', () => {
    const spellings = SCPI_COMMANDS.flatMap(({ header }) => spellingsOf(header));
    expect(new Set(spellings).size).toBe(spellings.length);
  });

  it('makes short forms as SCPI-99 does, of words of at most 12 letters', () => {
    for (const word of SCPI_COMMANDS.flatMap(({ header }) => header.match(/[A-Za-z]+/g) ?? [])) {
      const long = word.toUpperCase();
      const four = long.slice(0, 4);
      const short = long.length <= 4 ? long : /[AEIOU]$/.test(four) ? long.slice(0, 3) : four;
      expect([word, word.replaceAll(/[a-z]/g, '')]).toEqual([word, short]);
      expect(word.length).toBeLessThanOrEqual(12);
    }
  });

  it('takes every spelling of every example, and answers where it says so', () => {
    for (const {
      example: [sent],
      header,
      reply,
    } of SCPI_COMMANDS) {
      const [, rest = ''] = /^[^ ]+(.*)$/.exec(sent) ?? [];
      const own = sent.includes(';') ? '' : rest;
      for (const spelling of spellingsOf(header)) {
        const bench = openScpiBench();
        bench.session.execute('PROG:SEL "gentle-20"');
        bench.settle();
        const response = bench.session.execute(spelling.toLowerCase() + own);
        expect([spelling, bench.errors(), response !== null]).toEqual([spelling, [], reply !== null]);
      }
    }
  });
});
