import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../src/config/file-problem.ts';
import { loadSettings } from '../../src/config/load-settings.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../src/config/settings.ts';
import { temporaryFile, temporaryFolder } from './temporary-folder.ts';

/** `line path: what` of every problem in a file. */
const complaintsOf = (text: string): readonly string[] => {
  const result = loadSettings(temporaryFile(text));
  return result.ok ? [] : result.errors.map(({ line, path, what }) => `${line} ${path}: ${what}`);
};

const settingsOf = (text: string): Settings => {
  const result = loadSettings(temporaryFile(text));
  if (result.ok) return result.settings;
  throw new Error(result.errors.map(formatProblem).join('\n'));
};

describe('without a file', () => {
  it('the defaults are in effect', () => {
    const folder = temporaryFolder();
    const result = loadSettings(null, folder);
    expect(result).toMatchObject({
      ok: true,
      settings: DEFAULT_SETTINGS,
      file: null,
      programsDir: join(folder, 'programs'),
    });
  });

  it('upright.yaml in the folder is found', () => {
    const folder = temporaryFolder({ 'upright.yaml': 'table: { inverted: -30° }' });
    const result = loadSettings(null, folder);
    expect(result).toMatchObject({ ok: true, file: join(folder, 'upright.yaml') });
    expect(result.ok && result.settings.table.invertedDeg).toBe(-30);
  });

  it('a file that was named and is not there is an error, never the defaults', () => {
    expect(loadSettings(join(temporaryFolder(), 'none.yaml'))).toMatchObject({ ok: false });
  });

  it('a file cut off to nothing is an error, never the defaults', () => {
    expect(complaintsOf('')).toEqual(['null : the file is empty']);
  });
});

describe('a right file', () => {
  it('sets what it names and leaves the rest', () => {
    const { table, ...rest } = settingsOf('table:\n  inverted: 45° head-down\n  rates:\n    ramp: 1.5 deg/s\n');
    const { table: defaults, ...defaultRest } = DEFAULT_SETTINGS;
    expect(table).toEqual({ ...defaults, invertedDeg: -45, rates: { ...defaults.rates, rampDegPerSec: 1.5 } });
    expect(rest).toEqual(defaultRest);
  });

  it('may leave a section empty', () => {
    expect(settingsOf('table:\n  rates:\n    # ramp: 1°/s\nrider:\n')).toEqual(DEFAULT_SETTINGS);
  });

  it('gives a chair a smaller range, unless it says another', () => {
    expect(settingsOf('table: { geometry: inversion-chair }').table).toMatchObject({
      uprightDeg: 75,
      invertedDeg: -45,
    });
    expect(settingsOf('table: { geometry: inversion-chair, inverted: -50 }').table.invertedDeg).toBe(-50);
  });

  it('may turn the alive-check off without a person', () => {
    expect(settingsOf('rider: { occupancy: load, aliveCheckEvery: off }').rider.aliveCheckEveryMs).toBe(0);
  });

  it('describes a linear actuator', () => {
    const actuator = 'actuator: { lever: 300 mm, anchorDistance: 600, angleAtHorizontal: 80° }';
    expect(
      settingsOf(`table: { drive: { kind: linear-actuator, rateAtFullDuty: 25, ${actuator} } }`).table.drive.actuator,
    ).toEqual({
      leverMm: 300,
      anchorDistanceMm: 600,
      angleAtHorizontalDeg: 80,
      endSwitchesCutCurrent: true,
    });
  });

  it('has the same checksum whatever its comments and order, another one for another value', () => {
    const checksumOf = (text: string) => {
      const result = loadSettings(temporaryFile(text));
      return result.ok ? result.checksum : '';
    };
    const checksum = checksumOf('table: { upright: 70, inverted: -40 }');
    expect(checksum).toMatch(/^[0-9a-f]{64}$/);
    expect(checksumOf('# mine\ntable:\n  inverted: -40°\n  upright: 70°\n')).toBe(checksum);
    expect(checksumOf('table: { upright: 70, inverted: -41 }')).not.toBe(checksum);
  });
});

describe('[H-39] a mistyped file', () => {
  it('is told every mistake with its line and field, between fields too', () => {
    const text = `table:
  geometri: inversion-table
  upright: 100°
  rates: { ramp: 9°/s, emergency: 2, emergencyHeadUp: 1 }
  drive:
    bridge: pwm
    blindMinDuty: 0.5
board:
  lease: 250
  accelerometer: yes
rider:
  aliveCheckEvery: off
console: 5
stateDirr: x
`;
    expect(complaintsOf(text)).toEqual([
      "2 table.geometri: unknown key 'geometri'",
      '3 table.upright: 100° is above 90°',
      '4 table.rates.ramp: 9°/s is above 4°/s',
      '4 table.rates.emergencyHeadUp: 1°/s is slower than headUp, 2°/s',
      '5 table.drive.blindMaxDuty: 0.4 is not above blindMinDuty, 0.5',
      "6 table.drive.bridge: 'pwm' is none of pwm-dir, two-pwm",
      '9 board.lease: 250 has no unit',
      "10 board.accelerometer: expected true or false, not 'yes'",
      '12 rider.aliveCheckEvery: the alive-check is off, which it may not be with a person',
      '13 console: expected keys and values, not 5',
      "14 stateDirr: unknown key 'stateDirr'",
    ]);
  });

  it('is shown as file, line, column, field, what and remedy', () => {
    const file = temporaryFile('table:\n  rates:\n    rmap: 2\n', 'upright.yaml');
    const result = loadSettings(file);
    expect(result.ok ? [] : result.errors.map(formatProblem)).toEqual([
      `${file}:3:5: table.rates.rmap: unknown key 'rmap'. Did you mean 'ramp'?`,
    ]);
  });

  it.each([
    ['a list', '- table'],
    ['a word', 'table'],
    ['a number', '12'],
  ])('%s is no settings', (_, text) => {
    expect(complaintsOf(text)[0]).toContain('expected keys and values');
  });

  it.each([
    ['table: { upright: [75] }', 'expected an angle, not a list'],
    ['table: { upright: }', 'expected an angle, not nothing'],
    ['table: { upright: .nan }', 'expected an angle, not NaN'],
    ['table: { rates: { ramp: .inf } }', 'expected a rate, not Infinity'],
    ['board: { lease: true }', 'expected a duration, not true'],
    ['rider: { unresponsive: laid-flat }', "'laid-flat' is none of lay-flat, upright"],
    ['stateDir: "a\\nb"', 'expected a line of text'],
    ['stateDir: ""', 'expected a line of text'],
    ['__proto__: { table: 1 }', "unknown key '__proto__'"],
    ['constructor: 1', "unknown key 'constructor'"],
  ])('%s', (text, what) => {
    expect(complaintsOf(text)).toEqual([expect.stringContaining(what)]);
  });
});

describe('[H-39] bounds in code win over a file', () => {
  it.each([
    ['table: { upright: 90.1 }', 'table.upright'],
    ['table: { upright: 0 }', 'table.upright'],
    ['table: { inverted: -90.1 }', 'table.inverted'],
    ['table: { inverted: 10 }', 'table.inverted'],
    ['table: { rates: { ramp: 4.1 } }', 'table.rates.ramp'],
    ['table: { rates: { ramp: 0 } }', 'table.rates.ramp'],
    ['table: { rates: { ramp: -2 } }', 'table.rates.ramp'],
    ['table: { rates: { headUp: 4.1 } }', 'table.rates.headUp'],
    ['table: { rates: { emergency: 6.1 } }', 'table.rates.emergency'],
    ['table: { rates: { emergencyHeadUp: 4.1 } }', 'table.rates.emergencyHeadUp'],
    ['table: { rates: { acceleration: 6.1 } }', 'table.rates.acceleration'],
    ['table: { rates: { jerk: 12.1 } }', 'table.rates.jerk'],
    ['timeouts: { headDown: 15.1 min }', 'timeouts.headDown'],
    ['timeouts: { session: 61 min }', 'timeouts.session'],
    ['timeouts: { pauseHeadDown: 301 s }', 'timeouts.pauseHeadDown'],
    ['timeouts: { holdToRun: 121 s }', 'timeouts.holdToRun'],
    ['timeouts: { sensorSilent: 151 ms }', 'timeouts.sensorSilent'],
    ['timeouts: { sensorSilent: 20 ms }', 'timeouts.sensorSilent'],
    ['board: { lease: 501 ms }', 'board.lease'],
    ['board: { lease: 20 ms }', 'board.lease'],
    ['table: { drive: { obstructionCurrent: 0 } }', 'table.drive.obstructionCurrent'],
    ['rider: { aliveCheckEvery: 6 min }', 'rider.aliveCheckEvery'],
    ['rider: { aliveCheckEvery: 0 s }', 'rider.aliveCheckEvery'],
    ['rider: { dailyHeadDown: 61 min }', 'rider.dailyHeadDown'],
  ])('%s is refused', (text, path) => {
    expect(complaintsOf(text)).toEqual([expect.stringContaining(` ${path}: `)]);
  });

  it.each([
    'table: { upright: 90, inverted: -85 }',
    'table: { rates: { ramp: 4, headUp: 3 } }',
    'table: { rates: { emergency: 6, acceleration: 6, jerk: 12 } }',
    'timeouts: { headDown: 15 min, session: 60 min, pauseHeadDown: 5 min, holdToRun: 2 min, sensorSilent: 150 ms }',
    'board: { lease: 500 ms }',
    'board: { lease: 21 ms }',
  ])('%s is allowed', (text) => {
    expect(complaintsOf(text)).toEqual([]);
  });
});
