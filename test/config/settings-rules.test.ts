import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../src/config/load-settings.ts';
import { parseYaml } from '../../src/config/parse-yaml.ts';
import { fieldsOf } from '../../src/config/schema-fields.ts';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { occupancyProblem, SETTINGS_RULES } from '../../src/config/settings-rules.ts';
import { settingsSchema } from '../../src/config/settings-schema.ts';
import { slowestAccelThatStops, stopDistanceDeg } from '../../src/config/stop-distance.ts';
import { planTrajectory } from '../../src/trajectory/plan-trajectory.ts';

/** `path: what; remedy` of every broken rule. */
const brokenBy = (text: string): readonly string[] => {
  const read = parseYaml('upright.yaml', text);
  if (!read.ok) throw new Error('no YAML');
  const parsed = parseSettings(read.source);
  return parsed.ok ? [] : parsed.errors.map(({ path, what, remedy }) => `${path}: ${what}; ${remedy}`);
};

const ACTUATOR = 'lever: 300, anchorDistance: 600';
/** Slow, on a fast drive: near the ends of its reach an actuator's arm is many times as long as elsewhere. */
const SLOW = 'rates: { ramp: 1, headUp: 1, emergency: 1, emergencyHeadUp: 1 }';
const FAST_ACTUATOR = 'kind: linear-actuator, rateAtFullDuty: 30';
/** The longest of its arms is 1.94 times the shortest. */
const LONG_ACTUATOR =
  'kind: linear-actuator, brake: self-locking, actuator: { lever: 300, anchorDistance: 1500, angleAtHorizontal: 83 }';
const withLongActuator = (full: number, rates: string): string =>
  `table: { upright: 60, inverted: -45, rates: { ${rates} }, drive: { rateAtFullDuty: ${full}, ${LONG_ACTUATOR} } }`;

/** For every rule: a file that breaks it and no other, what is said, and a file just inside. */
const CASES: readonly [breaks: string, says: string, keeps: string][] = [
  [
    'table: { upright: 9.9, inverted: -10, rates: { acceleration: 6, jerk: 12 } }',
    'table.upright: the range from -10° to 9.9° is only 19.9°; leave at least 20° between the two',
    'table: { upright: 10, inverted: -10, rates: { acceleration: 6, jerk: 12 } }',
  ],
  [
    'table: { rates: { emergency: 5, acceleration: 1 } }',
    'table.rates.emergency: from 5°/s the table needs 13.1° to stop, more than 12°; lower emergency, or acceleration to 1.2°/s² or more',
    'table: { rates: { emergency: 5, acceleration: 1.2 } }',
  ],
  [
    'table: { rates: { emergencyHeadUp: 4, headUp: 1, ramp: 1, emergency: 2, acceleration: 0.6 } }',
    'table.rates.emergencyHeadUp: from 4°/s the table needs 13.6° to stop',
    'table: { rates: { emergencyHeadUp: 4, headUp: 1, ramp: 1, emergency: 2, acceleration: 0.7 } }',
  ],
  [
    'table: { inverted: -7 }',
    'table.rates.emergency: from 5°/s the table needs 7.5° to stop, more than 7°',
    'table: { inverted: -7.5 }',
  ],
  [
    'table: { rates: { ramp: 3, emergency: 2.9 } }',
    'table.rates.emergency: 2.9°/s is slower than ramp, 3°/s; raise emergency or lower ramp',
    'table: { rates: { ramp: 3, emergency: 3 } }',
  ],
  [
    'table: { rates: { headUp: 3.1 } }',
    'table.rates.emergencyHeadUp: 3°/s is slower than headUp, 3.1°/s; raise emergencyHeadUp or lower headUp',
    'table: { rates: { headUp: 3 } }',
  ],
  [
    'table: { drive: { rateAtFullDuty: 6 } }',
    'table.drive.rateAtFullDuty: a drive of 6°/s has no reserve for the fastest rate; fit a drive of 6.25°/s or more, or lower the rates to 4.8°/s',
    'table: { drive: { rateAtFullDuty: 6.25 } }',
  ],
  [
    withLongActuator(3, 'ramp: 2, headUp: 2, emergency: 2.4, emergencyHeadUp: 2.4'),
    'table.drive.rateAtFullDuty: a drive of 3°/s, slowest where its arm is longest, has no reserve for the fastest rate; fit a drive of 5.82°/s or more, or lower the rates to 1.23°/s',
    withLongActuator(3, 'ramp: 1.23, headUp: 1.23, emergency: 1.23, emergencyHeadUp: 1.23'),
  ],
  [
    withLongActuator(12.1, ''),
    'table.drive.rateAtFullDuty: a drive of 12.1°/s, slowest where its arm is longest, has no reserve for the fastest rate; fit a drive of 12.11°/s or more',
    withLongActuator(12.11, ''),
  ],
  [
    'timeouts: { session: 5 min }',
    'timeouts.session: 5 min is shorter than headDown; raise session',
    'timeouts: { session: 6 min }',
  ],
  [
    'timeouts: { headDown: 30 s }',
    'timeouts.headDown: 30 s is shorter than pauseHeadDown; raise headDown',
    'timeouts: { headDown: 1 min }',
  ],
  [
    'rider: { aliveCheckEvery: 10 s, aliveCheckAnswer: 11 s }',
    'rider.aliveCheckEvery: 10 s is shorter than aliveCheckAnswer',
    'rider: { aliveCheckEvery: 11 s, aliveCheckAnswer: 11 s }',
  ],
  [
    'table: { drive: { blindMinDuty: 0.4 } }',
    'table.drive.blindMaxDuty: 0.4 is not above blindMinDuty, 0.4',
    'table: { drive: { blindMinDuty: 0.39 } }',
  ],
  [
    'table: { drive: { kind: linear-actuator } }',
    'table.drive.actuator: a linear-actuator needs its geometry',
    `table: { ${SLOW}, drive: { ${FAST_ACTUATOR}, actuator: { ${ACTUATOR}, angleAtHorizontal: 80 } } }`,
  ],
  [
    `table: { drive: { actuator: { ${ACTUATOR}, angleAtHorizontal: 80 } } }`,
    'table.drive.actuator: a gear-motor has no actuator geometry',
    'table: { drive: { kind: gear-motor } }',
  ],
  [
    `table: { ${SLOW}, drive: { ${FAST_ACTUATOR}, actuator: { ${ACTUATOR}, angleAtHorizontal: 98 } } }`,
    'table.drive.actuator: at 78° its joints would stand at 176°, outside 5° to 175°',
    `table: { ${SLOW}, drive: { ${FAST_ACTUATOR}, actuator: { ${ACTUATOR}, angleAtHorizontal: 97 } } }`,
  ],
  [
    `table: { ${SLOW}, drive: { ${FAST_ACTUATOR}, actuator: { ${ACTUATOR}, angleAtHorizontal: 67 } } }`,
    'table.drive.actuator: at -63° its joints would stand at 4°, outside 5° to 175°',
    `table: { ${SLOW}, drive: { ${FAST_ACTUATOR}, actuator: { ${ACTUATOR}, angleAtHorizontal: 68 } } }`,
  ],
  [
    'board: { potentiometer: { countsAtHorizontal: 700 } }',
    'board.potentiometer: at 78° the potentiometer reads 996 counts, outside 51 to 972',
    'board: { potentiometer: { countsAtHorizontal: 670 } }',
  ],
  [
    'board: { potentiometer: { countsAtHorizontal: 280 } }',
    'board.potentiometer: at -63° the potentiometer reads 41 counts, outside 51 to 972',
    'board: { potentiometer: { countsAtHorizontal: 300 } }',
  ],
  [
    'board: { potentiometer: { perCount: 0 } }',
    'board.potentiometer: at 78° the potentiometer has no reading',
    'board: { potentiometer: { perCount: -0.26° } }',
  ],
  [
    'rider: { aliveCheckEvery: off }',
    'rider.aliveCheckEvery: the alive-check is off, which it may not be with a person',
    'rider: { aliveCheckEvery: off, occupancy: none }',
  ],
];

describe('[H-39] rules between fields', () => {
  it.each(CASES)('%s', (breaks, says, keeps) => {
    expect(brokenBy(breaks)).toEqual([expect.stringContaining(says)]);
    expect(brokenBy(keeps)).toEqual([]);
  });

  it('each rule is broken by one of these cases', () => {
    const told = new Set(CASES.map(([, says]) => says.split(':')[0]));
    expect([...new Set(SETTINGS_RULES.map(({ paths: [first] }) => first))].filter((path) => !told.has(path))).toEqual(
      [],
    );
  });

  it('each compares fields that there are', () => {
    const known = (path: string): boolean => {
      let fields = fieldsOf(settingsSchema);
      return path.split('.').every((key) => {
        const field = fields.find((candidate) => candidate.key === key);
        fields = field?.fields ?? [];
        return field !== undefined;
      });
    };
    expect(SETTINGS_RULES.flatMap(({ paths }) => paths).filter((path) => !known(path))).toEqual([]);
  });
});

it('an occupancy of a command is judged as the one of the file is', () => {
  const rider = { ...DEFAULT_SETTINGS.rider, aliveCheckEveryMs: 0 };
  expect(occupancyProblem({ ...DEFAULT_SETTINGS, rider }, 'person')).not.toBeNull();
  expect(occupancyProblem({ ...DEFAULT_SETTINGS, rider }, 'load')).toBeNull();
  expect(occupancyProblem(DEFAULT_SETTINGS, 'person')).toBeNull();
});

describe('the distance of a stop', () => {
  it.each([
    [2, 2, 4, 1.5],
    [5, 2, 4, 7.5],
    [6, 2, 4, 10.5],
    [0.25, 2, 4, 0.0625],
  ])('from %d°/s at %d°/s² and %d°/s³ is %d°', (rate, accel, jerk, distance) => {
    expect(stopDistanceDeg({ rate, accel, jerk })).toBeCloseTo(distance, 9);
  });

  it('is half of a planned ramp that only just reaches the rate', () => {
    const motion = fc.record({
      rate: fc.double({ min: 0.1, max: 6, noNaN: true }),
      accel: fc.double({ min: 0.2, max: 6, noNaN: true }),
      jerk: fc.double({ min: 0.5, max: 12, noNaN: true }),
    });
    fc.assert(
      fc.property(motion, ({ rate, accel, jerk }) => {
        const distance = stopDistanceDeg({ rate, accel, jerk });
        const limits = { maxRate: 100, minRate: -100, maxAccel: accel, minAccel: -accel, maxJerk: jerk };
        const ramp = planTrajectory({ tiltDeg: 0, rateDegPerSec: 0, accelDegPerSec2: 0 }, 2 * distance, limits);
        expect(ramp.at(ramp.durationS / 2).rateDegPerSec).toBeCloseTo(rate, 6);
      }),
    );
  });

  it('names the lowest acceleration that is enough, or none', () => {
    expect(slowestAccelThatStops({ rate: 5, accel: 1, jerk: 4 }, 12)).toBe(1.2);
    expect(slowestAccelThatStops({ rate: 6, accel: 1, jerk: 0.5 }, 2)).toBeNull();
  });
});
