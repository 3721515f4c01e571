import { describe, expect, it } from 'vitest';
import { hazardsCovered } from '../../src/bench/hazard-cover.ts';
import { answersOf } from '../../src/bench/reactions-shown.ts';
import { readScenarioText } from '../../src/bench/read-scenario.ts';
import { HAZARDS } from '../../src/safety/hazards.ts';

function cover(steps: readonly string[], head = ''): readonly string[] {
  const text = `name: t\n${head}steps:\n${steps.map((step) => `  - ${step}\n`).join('')}`;
  const read = readScenarioText('t.yaml', text);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return hazardsCovered(read.scenario, HAZARDS);
}

const IN_HOLD = ['press: START', 'wait: { state: holding, within: 2 min }'];
const UP = 'expect: { tilt: { near: 75°, by: 1° }, within: 60 s }';
const STANDS = 'expect: { rate: { below: 0.1°/s }, within: 2 s }';

describe('the hazards that a scenario covers', () => {
  it('are those that it injects and whose reaction it expects afterwards, by id or by name', () => {
    expect(cover([...IN_HOLD, 'inject: H-11:open', UP])).toEqual(['H-11']);
    expect(cover([...IN_HOLD, 'inject: angle-open', 'wait: { state: returning-emergency, within: 1 s }'])).toEqual([
      'H-11',
    ]);
  });

  it('are none where nothing is expected, or only the report of it, or before it is there', () => {
    expect(cover([...IN_HOLD, 'inject: H-11'])).toEqual([]);
    expect(cover([...IN_HOLD, 'inject: H-11', 'expect: { fault: H-11, within: 1 s }'])).toEqual([]);
    expect(cover([...IN_HOLD, 'press: RETURN', UP, 'inject: H-11'])).toEqual([]);
  });

  it('are none where another reaction is expected than stands in the row', () => {
    expect(cover([...IN_HOLD, 'inject: H-11', 'expect: { state: holding, within: 1 s }'])).toEqual([]);
    expect(cover([...IN_HOLD, 'inject: H-11', STANDS])).toEqual([]);
  });

  it('do not take a table that never left upright for one that came back', () => {
    expect(cover(['inject: H-11', 'press: START', UP])).toEqual([]);
    expect(cover(['inject: H-22', 'press: START', UP])).toEqual(['H-22']);
    expect(cover(['inject: H-22', UP])).toEqual([]);
  });

  it('do not take a table that was brought up by hand for one that came up, but where the row waits for that', () => {
    expect(cover([...IN_HOLD, 'stall: { host: 150 ms }', 'press: RETURN', UP])).toEqual([]);
    expect(cover([...IN_HOLD, 'stall: host', 'console: return', UP])).toEqual([]);
    expect(cover(['press: RETURN', UP], 'tilt: -40°\n')).toEqual(['H-51']);
  });

  it('do not take for an answer what the program had begun, or what no fault was there for', () => {
    const planned = 'expect: { state: returning-planned, within: 10 min }';
    expect(cover([...IN_HOLD, 'inject: H-08', planned])).toEqual([]);
    expect(cover([...IN_HOLD, 'inject: H-11', 'clear: H-11', UP])).toEqual([]);
    expect(cover([...IN_HOLD, 'inject: H-11', 'after: 1 s', 'clear: H-11', UP])).toEqual(['H-11']);
  });

  it.each([
    ['H-26', [...IN_HOLD, 'kill: host', UP]],
    ['H-27', [...IN_HOLD, 'stall: host', UP]],
    ['H-29', [...IN_HOLD, 'link: cut', UP]],
    ['H-30', [...IN_HOLD, 'link: { drop: 1 % }', 'expect: { state: holding, for: 10 s }']],
    ['H-30', [...IN_HOLD, 'link: { flip: 1 % }', 'expect: { state: holding, for: 10 s }']],
    ['H-31', [...IN_HOLD, 'link: { duplicate: 1 % }', 'expect: { outcome: completed, within: 10 min }']],
    ['H-34', [...IN_HOLD, 'link: { delay: 300 ms }', UP]],
    ['H-05', [...IN_HOLD, 'press: ESTOP', 'expect: { signal: drive.duty, near: 0, by: 0.01, within: 1 s }']],
    ['H-07', [...IN_HOLD, 'press: ESTOP', 'after: 1 s', 'release: ESTOP', STANDS]],
    ['H-21', [...IN_HOLD, 'release: CLAMP', 'expect: { state: stopped, within: 5 s }']],
    ['H-10', [...IN_HOLD, 'inject: H-10', 'wait: { outcome: completed, within: 9 min }', 'expect: { state: locked }']],
    ['H-16', [...IN_HOLD, 'inject: H-16', 'expect: { brake.released: false, within: 1 s }']],
    ['H-25', ['inject: H-25', 'expect: { refusal: H-25, within: 1 s }']],
    ['H-13', [...IN_HOLD, 'inject: H-13', 'expect: { state: returning-blind, within: 1 s }']],
    [
      'H-19',
      [
        ...IN_HOLD,
        'press: RETURN',
        'inject: H-19',
        'measure: { name: x, until: { tilt: { reaches: 0° } }, within: 9 s }',
      ],
    ],
  ])('%s is seen in what is done and expected', (id, steps) => {
    expect(cover(steps)).toEqual(id === 'H-07' ? ['H-05', 'H-07'] : [id]);
  });

  it('are H-51 where the table is found head-down, and not where it is found upright', () => {
    expect(cover([UP], 'tilt: -40°\nsessionWasOpen: true\n')).toEqual(['H-51']);
    expect(cover([UP], 'tilt: 74°\nsessionWasOpen: true\n')).toEqual([]);
  });

  it('count what is done before the controller starts, and what may never be', () => {
    const head = 'before: [{ inject: H-22 }]\nnever: [{ signal: tilt, below: 73° }]\n';
    expect(cover(['press: START', 'after: 5 s'], head)).toEqual(['H-22']);
    expect(cover(['after: 5 s'], head)).toEqual([]);
    const goesOn = 'never: [{ state: [returning-emergency, returning-blind] }]\n';
    expect(cover([...IN_HOLD, 'inject: H-35', 'after: 20 s'], goesOn)).toEqual(['H-35']);
  });

  it('count what is repeated, and not what is only drawn by chance', () => {
    expect(cover([...IN_HOLD, 'repeat: { times: 2, steps: [{ inject: H-11 }] }', UP])).toEqual(['H-11']);
    expect(cover([...IN_HOLD, 'random: { seed: 1, times: 2, steps: [{ inject: H-11 }] }', UP])).toEqual([]);
  });

  it('can be seen in every row that has a reaction of the table', () => {
    const without = HAZARDS.filter(({ reaction }) => answersOf(reaction).size === 0).map(({ id }) => id);
    expect(without).toEqual(['H-42', 'H-50']);
  });
});
