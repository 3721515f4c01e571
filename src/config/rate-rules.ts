import { longestArmRatio } from './actuator-arm.ts';
import { actuatorProblem, reachProblem } from './actuator-reach.ts';
import { ANGLE, RATE } from './quantities.ts';
import type { TableSettings } from './settings.ts';
import type { Complaint, SettingsRule } from './settings-rule.ts';
import { slowestAccelThatStops, stopDistanceDeg } from './stop-distance.ts';

/** What must hold between the rates, and between them and the drive. */

/** Whatever rate the table has, it must be able to stop within this. */
export const STOP_WITHIN_DEG = 12;
/** A drive needs this much more than the fastest rate, for the rider's weight. */
const DRIVE_RESERVE = 1.25;

const degrees = (value: number): string => ANGLE.format(Number(value.toFixed(1)));

const RATE_FIELDS = [
  ['ramp', 'rampDegPerSec'],
  ['headUp', 'headUpDegPerSec'],
  ['emergency', 'emergencyDegPerSec'],
  ['emergencyHeadUp', 'emergencyHeadUpDegPerSec'],
] as const;

/** No planned rate is faster than the emergency rate of its side, so the two emergency rates speak for all four. */
const stopRules: readonly SettingsRule[] = RATE_FIELDS.slice(2).map(([name, field]) => ({
  paths: [`table.rates.${name}`, 'table.rates.acceleration', 'table.rates.jerk', 'table.upright', 'table.inverted'],
  sentence: `From \`${name}\` the table can stop within ${STOP_WITHIN_DEG}°, and within its range on either side of horizontal.`,
  check: ({ table: { rates, uprightDeg, invertedDeg } }) => {
    const within = Math.min(STOP_WITHIN_DEG, uprightDeg, -invertedDeg);
    const motion = { rate: rates[field], accel: rates.accelDegPerSec2, jerk: rates.jerkDegPerSec3 };
    const distance = stopDistanceDeg(motion);
    if (distance <= within) return null;
    const accel = slowestAccelThatStops(motion, within);
    const advice = accel === null ? '' : `, or acceleration to ${accel}°/s² or more`;
    return {
      what: `from ${RATE.format(motion.rate)} the table needs ${degrees(distance)} to stop, more than ${degrees(within)}`,
      remedy: `lower ${name}${advice}`,
    };
  },
}));

export const RATE_RULES: readonly SettingsRule[] = [
  ...stopRules,
  {
    paths: ['table.rates.emergency', 'table.rates.ramp'],
    sentence: '`emergency` is not slower than `ramp`.',
    check: ({ table: { rates } }) =>
      slower('emergency', rates.emergencyDegPerSec, { name: 'ramp', rate: rates.rampDegPerSec }),
  },
  {
    paths: ['table.rates.emergencyHeadUp', 'table.rates.headUp'],
    sentence: '`emergencyHeadUp` is not slower than `headUp`.',
    check: ({ table: { rates } }) =>
      slower('emergencyHeadUp', rates.emergencyHeadUpDegPerSec, { name: 'headUp', rate: rates.headUpDegPerSec }),
  },
  {
    paths: [
      'table.drive.rateAtFullDuty',
      'table.drive.actuator',
      'table.upright',
      'table.inverted',
      ...RATE_FIELDS.map(([name]) => `table.rates.${name}`),
    ],
    sentence: `\`rateAtFullDuty\` is at least ${DRIVE_RESERVE} times the fastest rate; with a \`linear-actuator\`, also where its arm is longest and it is slowest.`,
    check: ({ table }) => {
      // A geometry that is none has no arm to reckon with, and a complaint of its own.
      if ((actuatorProblem(table.drive) ?? reachProblem(table, 0)) !== null) return null;
      const fastest = Math.max(...RATE_FIELDS.map(([, field]) => table.rates[field]));
      const most = fastestRateOfDrive(table);
      if (fastest <= most) return null;
      const needed = Math.ceil(fastest * DRIVE_RESERVE * longestArmRatio(table) * 100) / 100;
      const slowest = table.drive.actuator === null ? '' : ', slowest where its arm is longest,';
      return {
        what: `a drive of ${RATE.format(table.drive.rateAtFullDutyDegPerSec)}${slowest} has no reserve for the fastest rate`,
        remedy: `fit a drive of ${RATE.format(needed)} or more, or lower the rates to ${RATE.format(most)}`,
      };
    },
  },
];

/** The fastest rate for which the drive has its reserve at every tilt, to the hundredth below, deg/s. */
export function fastestRateOfDrive(table: TableSettings): number {
  const rate = table.drive.rateAtFullDutyDegPerSec / (DRIVE_RESERVE * longestArmRatio(table));
  return Math.floor(rate * 100 + 1e-6) / 100;
}

function slower(name: string, rate: number, than: { name: string; rate: number }): Complaint | null {
  if (rate >= than.rate) return null;
  return {
    what: `${RATE.format(rate)} is slower than ${than.name}, ${RATE.format(than.rate)}`,
    remedy: `raise ${name} or lower ${than.name}`,
  };
}
