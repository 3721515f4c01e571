import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ACCELERATION,
  ANGLE,
  CURRENT,
  DURATION,
  JERK,
  PLAIN_NUMBER,
  RATE,
  type Unit,
} from '../../src/config/quantities.ts';

const readBy = (unit: Unit, input: string | number): number | string => {
  const parsed = unit.parse(input);
  return parsed.ok ? parsed.value : `${parsed.what}; ${parsed.remedy}`;
};

describe('durations', () => {
  it.each([
    ['3 min', 180_000],
    ['3min', 180_000],
    ['45 s', 45_000],
    ['90s', 90_000],
    ['12.5s', 12_500],
    ['1m30s', 90_000],
    ['1 min 30 s', 90_000],
    ['1:30', 90_000],
    ['0:05.5', 5500],
    ['1:02:03', 3_723_000],
    ['250 ms', 250],
    ['1.1 min', 66_000],
    ['1.005 s', 1005],
    ['2 hours', 7_200_000],
    [' 1 H 1 Min ', 3_660_000],
    ['0 s', 0],
  ])('reads %s', (text, ms) => {
    expect(readBy(DURATION, text)).toBe(ms);
  });

  it.each([90, 0, -5, '90', ' 1.5 ', '.5'])('asks for the unit of %s', (input) => {
    expect(readBy(DURATION, input)).toMatch(/has no unit; write '.* s' or '.* min'/);
  });

  it.each(['-3 min', '−45 s', '-1:30'])('refuses %s, which is negative', (text) => {
    expect(readBy(DURATION, text)).toContain('is negative');
  });

  it.each([
    '',
    'soon',
    '3 parsecs',
    '1,5 min',
    '30 s 1 min',
    '1 min 2 min',
    '1:60',
    '1:3',
    '1:2:3',
    '5 min x',
    '1e3 s',
    'min',
    'Infinity s',
    '99999999999999999999 s',
  ])('refuses %j, which is no duration, with an example', (text) => {
    expect(readBy(DURATION, text)).toMatch(/is no duration; write for example '3 min'/);
  });
});

describe('angles', () => {
  it.each([
    ['-60°', -60],
    ['-60', -60],
    ['−60°', -60],
    ['+12.5 deg', 12.5],
    ['60° head-down', -60],
    ['60 deg head-down', -60],
    ['20° head-up', 20],
    ['0° head-down', 0],
    ['-0', 0],
    [-60, -60],
    ['7 degrees', 7],
  ])('reads %s', (input, degrees) => {
    expect(readBy(ANGLE, input)).toBe(degrees);
  });

  it('refuses a sign beside a direction, which could mean either', () => {
    expect(readBy(ANGLE, '-60° head-down')).toContain('has both a sign and a direction');
  });

  it.each(['', '°', 'steep', '60 rad', '6 0', '--6', '60°/s', Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses %j',
    (input) => {
      expect(readBy(ANGLE, input)).toContain('is not an angle; write for example -60°');
    },
  );
});

describe('other quantities', () => {
  it.each([
    [RATE, '2°/s', 2],
    [RATE, '2 deg/s', 2],
    [RATE, '2 deg / sec', 2],
    [RATE, 2, 2],
    [RATE, '2', 2],
    [ACCELERATION, '2°/s²', 2],
    [ACCELERATION, '2 deg/s^2', 2],
    [ACCELERATION, '2 deg/s2', 2],
    [JERK, '4°/s³', 4],
    [CURRENT, '11 A', 11],
    [CURRENT, '1.5amps', 1.5],
    [PLAIN_NUMBER, '.4', 0.4],
  ])('%o reads %s', (unit, input, value) => {
    expect(readBy(unit, input)).toBe(value);
  });

  it.each([
    [RATE, '2°'],
    [RATE, '2°/s²'],
    [ACCELERATION, '2°/s³'],
    [CURRENT, '11 V'],
    [PLAIN_NUMBER, '0.4 x'],
  ])('%o refuses %s', (unit, input) => {
    expect(readBy(unit, input)).toContain(`is not ${unit.name}`);
  });
});

const units = [ANGLE, RATE, ACCELERATION, JERK, CURRENT, PLAIN_NUMBER];

describe('properties', () => {
  it('every unit reads back what it writes', () => {
    const value = fc.integer({ min: -1e9, max: 1e9 }).map((thousandths) => thousandths / 1000);
    fc.assert(
      fc.property(fc.constantFrom(...units), value, (unit, written) => {
        expect(readBy(unit, unit.format(written))).toBe(written);
      }),
    );
  });

  it('durations read back what they write, to the microsecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e11 }), (microseconds) => {
        const ms = microseconds / 1000;
        expect(readBy(DURATION, DURATION.format(ms))).toBeCloseTo(ms, 3);
      }),
    );
  });

  it('no text makes a unit throw, or give a number that is none', () => {
    const pieces = fc.constantFrom(
      '1',
      '.',
      '5',
      '-',
      '−',
      ' ',
      '°',
      '/',
      's',
      'min',
      'h',
      ':',
      'deg',
      'head-down',
      '²',
      'ms',
      '\n',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
      fc.double(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...units, DURATION), text, (unit, input) => {
        const parsed = unit.parse(input);
        if (parsed.ok) expect(Number.isFinite(parsed.value)).toBe(true);
        else expect([parsed.what, parsed.remedy].every((part) => part.length > 0)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('a duration is never negative', () => {
    const text = fc.stringMatching(/^-?[0-9:.]{0,6} ?(ms|s|min|h)?$/);
    fc.assert(
      fc.property(text, (input) => {
        const parsed = DURATION.parse(input);
        if (parsed.ok) expect(parsed.value).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
