import type { Occupancy } from '../domain/occupancy.ts';
import { actuatorProblem, DEAD_CENTRE_DEG, reachProblem } from './actuator-reach.ts';
import { ANGLE, DURATION } from './quantities.ts';
import { RATE_RULES } from './rate-rules.ts';
import type { Settings } from './settings.ts';
import type { Complaint, SettingsRule } from './settings-rule.ts';

/** What must hold between the settings. What one setting alone may be stands with its field. */

export const SMALLEST_RANGE_DEG = 20;
/** The limit switches stand up to this far beyond the range. */
export const SWITCH_OVERTRAVEL_DEG = 3;
/** A potentiometer is believed within this part of its span, in counts of 0..1023. */
const POTENTIOMETER_BAND = { low: 0.05 * 1023, high: 0.95 * 1023 };

const degrees = (value: number): string => ANGLE.format(Number(value.toFixed(1)));

const orderRules: readonly SettingsRule[] = [
  longerRule('timeouts.session', 'timeouts.headDown', ({ timeouts }) => [timeouts.sessionMs, timeouts.headDownMs]),
  longerRule('timeouts.headDown', 'timeouts.pauseHeadDown', ({ timeouts }) => [
    timeouts.headDownMs,
    timeouts.pauseHeadDownMs,
  ]),
  longerRule('rider.aliveCheckEvery', 'rider.aliveCheckAnswer', ({ rider }) => [
    rider.aliveCheckEveryMs || Number.POSITIVE_INFINITY,
    rider.aliveCheckAnswerMs,
  ]),
];

export const SETTINGS_RULES: readonly SettingsRule[] = [
  {
    paths: ['table.upright', 'table.inverted'],
    sentence: `From \`inverted\` to \`upright\` there are at least ${SMALLEST_RANGE_DEG}°.`,
    check: ({ table: { uprightDeg, invertedDeg } }) => {
      const range = uprightDeg - invertedDeg;
      if (range >= SMALLEST_RANGE_DEG) return null;
      return {
        what: `the range from ${degrees(invertedDeg)} to ${degrees(uprightDeg)} is only ${degrees(range)}`,
        remedy: `leave at least ${SMALLEST_RANGE_DEG}° between the two`,
      };
    },
  },
  ...RATE_RULES,
  ...orderRules,
  {
    paths: ['table.drive.blindMaxDuty', 'table.drive.blindMinDuty'],
    sentence: '`blindMaxDuty` is above `blindMinDuty`.',
    check: ({ table: { drive } }) => {
      if (drive.blindMaxDuty > drive.blindMinDuty) return null;
      return {
        what: `${drive.blindMaxDuty} is not above blindMinDuty, ${drive.blindMinDuty}`,
        remedy: 'raise blindMaxDuty or lower blindMinDuty',
      };
    },
  },
  {
    paths: ['table.drive.actuator', 'table.drive.kind'],
    sentence: 'A `linear-actuator` has `actuator`; a `gear-motor` has none.',
    check: ({ table }) => actuatorProblem(table.drive),
  },
  {
    paths: ['table.drive.actuator', 'table.upright', 'table.inverted'],
    sentence: `The geometry of \`actuator\` reaches the whole range and ${SWITCH_OVERTRAVEL_DEG}° beyond, ${DEAD_CENTRE_DEG}° short of stretched or folded.`,
    check: ({ table }) => reachProblem(table, SWITCH_OVERTRAVEL_DEG),
  },
  {
    paths: [
      'board.potentiometer',
      'board.potentiometer.countsAtHorizontal',
      'board.potentiometer.perCount',
      'table.upright',
      'table.inverted',
    ],
    sentence: `The potentiometer stays within 5 to 95 % of its span over the range and ${SWITCH_OVERTRAVEL_DEG}° beyond.`,
    check: potentiometerProblem,
  },
  {
    paths: ['rider.aliveCheckEvery', 'rider.occupancy'],
    sentence: 'With `occupancy: person`, `aliveCheckEvery` is not `off`.',
    check: (settings) => occupancyProblem(settings, settings.rider.occupancy),
  },
];

/** What speaks against an occupancy under these settings: a person is never without the alive-check. */
export function occupancyProblem({ rider }: Settings, occupancy: Occupancy): Complaint | null {
  if (occupancy !== 'person' || rider.aliveCheckEveryMs > 0) return null;
  return {
    what: 'the alive-check is off, which it may not be with a person',
    remedy: "write for example '60 s', or set occupancy to load or none",
  };
}

function potentiometerProblem({ board, table }: Settings): Complaint | null {
  const { countsAtHorizontal, degPerCount } = board.potentiometer;
  const ends = [table.uprightDeg + SWITCH_OVERTRAVEL_DEG, table.invertedDeg - SWITCH_OVERTRAVEL_DEG];
  for (const endDeg of ends) {
    const counts = countsAtHorizontal + endDeg / degPerCount;
    if (counts >= POTENTIOMETER_BAND.low && counts <= POTENTIOMETER_BAND.high) continue;
    const seen = Number.isFinite(counts) ? `reads ${counts.toFixed(0)} counts` : 'has no reading';
    return {
      what: `at ${degrees(endDeg)} the potentiometer ${seen}, outside 51 to 972`,
      remedy: 'run `upright calibrate`, or turn the potentiometer on its shaft',
    };
  }
  return null;
}

/** One time that must not be shorter than another. */
function longerRule(path: string, thanPath: string, timesOf: (settings: Settings) => [number, number]): SettingsRule {
  const [name, than] = [path, thanPath].map((text) => text.split('.').at(-1) ?? text);
  return {
    paths: [path, thanPath],
    sentence: `\`${name}\` is not shorter than \`${than}\`.`,
    check: (settings) => {
      const [timeMs, thanMs] = timesOf(settings);
      if (timeMs >= thanMs) return null;
      return { what: `${DURATION.format(timeMs)} is shorter than ${than}`, remedy: `raise ${name} or lower ${than}` };
    },
  };
}
