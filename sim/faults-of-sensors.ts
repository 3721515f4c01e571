import type { PotDefect } from './sensor-defects.ts';
import type { PlantFault } from './simulated-fault.ts';

/** Where a wiper that has lost its wire stands: the converter's input is pulled up. Shorted, it is tied down. */
const OPEN_COUNTS = 1023;
const SHORT_COUNTS = 0;
/** 10.5 deg: ten times what two samples may differ by. */
const JUMP_COUNTS = 40;
const REPEATED_EVERY_SAMPLES = 20;
/** 0.5 deg/s, up to 30 deg: slow enough to pass every check on rate; and a tenth of it. */
const DRIFT_COUNTS_PER_S = 1.9;
const SLOW_DRIFT_COUNTS_PER_S = 0.19;
const DRIFT_MOST_COUNTS = 114;
/** By 110 deg at 18 deg/s: the wiper slips on its shaft. */
const SLIP_COUNTS_PER_S = 70;
const SLIP_MOST_COUNTS = 420;
const HORIZONTAL_COUNTS = 512;
/** 10 deg at horizontal; and turned by 40 deg about the table's length, up to 7.6 deg too steep either way. */
const ACCEL_ERRORS: Readonly<Record<string, { readonly shiftG: number; readonly outGain: number }>> = {
  up: { shiftG: 0.174, outGain: 1 },
  down: { shiftG: -0.174, outGain: 1 },
  turned: { shiftG: 0, outGain: 0.766 },
};
const CURRENT_OFFSET_AMPS = 4;

const NO_CURRENT = { gain: 0, offsetAmps: 0 };
const CURRENT_ERRORS: Readonly<Record<string, typeof NO_CURRENT>> = {
  dead: NO_CURRENT,
  offset: { gain: 1, offsetAmps: CURRENT_OFFSET_AMPS },
  'offset-below': { gain: 1, offsetAmps: -CURRENT_OFFSET_AMPS },
  half: { gain: 0.5, offsetAmps: 0 },
};

const SOUND: PotDefect = { kind: 'sound' };

/** The potentiometer, the accelerometer, and the sense of current. */
export const SENSOR_FAULTS: readonly PlantFault[] = [
  potFault('H-08', 'angle-stuck', 'the angle stays where it is', { '': { kind: 'stuck' } }),
  potFault('H-09', 'angle-jump', 'one sample of the angle jumps by 10 deg, or five a second', {
    single: { kind: 'jumping', counts: JUMP_COUNTS, everySamples: null },
    repeated: { kind: 'jumping', counts: JUMP_COUNTS, everySamples: REPEATED_EVERY_SAMPLES },
  }),
  potFault('H-10', 'angle-drift', 'the angle drifts away at 0.5 deg/s, slowly at 0.05, or slips at 18', {
    up: { kind: 'drifting', countsPerS: DRIFT_COUNTS_PER_S, mostCounts: DRIFT_MOST_COUNTS },
    down: { kind: 'drifting', countsPerS: -DRIFT_COUNTS_PER_S, mostCounts: DRIFT_MOST_COUNTS },
    'slowly-up': { kind: 'drifting', countsPerS: SLOW_DRIFT_COUNTS_PER_S, mostCounts: DRIFT_MOST_COUNTS },
    'slowly-down': { kind: 'drifting', countsPerS: -SLOW_DRIFT_COUNTS_PER_S, mostCounts: DRIFT_MOST_COUNTS },
    'slips-up': { kind: 'drifting', countsPerS: SLIP_COUNTS_PER_S, mostCounts: SLIP_MOST_COUNTS },
    'slips-down': { kind: 'drifting', countsPerS: -SLIP_COUNTS_PER_S, mostCounts: SLIP_MOST_COUNTS },
  }),
  potFault('H-11', 'angle-open', 'the wiper is open, or shorted to ground', {
    open: { kind: 'tied', counts: OPEN_COUNTS },
    short: { kind: 'tied', counts: SHORT_COUNTS },
  }),
  potFault('H-12', 'angle-reversed', 'the ends of the potentiometer are swapped', {
    '': { kind: 'reversed', aboutCounts: HORIZONTAL_COUNTS },
  }),
  {
    id: 'H-13',
    name: 'angles-disagree',
    variants: Object.keys(ACCEL_ERRORS),
    summary: 'the accelerometer sits askew by 10 deg, or turned on the frame',
    apply({ sensors: { defects } }, variant) {
      const error = ACCEL_ERRORS[variant];
      defects.accelShiftG = error?.shiftG ?? 0;
      defects.accelOutGain = error?.outGain ?? 1;
    },
    clear({ sensors: { defects } }) {
      defects.accelShiftG = 0;
      defects.accelOutGain = 1;
    },
  },
  {
    id: 'H-14',
    name: 'angles-lost',
    variants: [],
    summary: 'the wiper is open and the accelerometer is silent',
    apply(table) {
      table.sensors.defects.pot = { kind: 'tied', counts: OPEN_COUNTS };
      table.sensors.defects.accelSilent = true;
    },
    clear(table) {
      table.sensors.defects.pot = SOUND;
      table.sensors.defects.accelSilent = false;
    },
  },
  {
    id: 'H-54',
    name: 'current-sensor',
    variants: ['dead', 'offset', 'offset-below', 'half'],
    summary: 'the current reads nothing, 4 A too much or too little, or half of what it is',
    apply(table, variant) {
      const { defects } = table.sensors;
      const { gain, offsetAmps } = CURRENT_ERRORS[variant] ?? NO_CURRENT;
      defects.currentGain = gain;
      defects.currentOffsetAmps = offsetAmps;
    },
    clear(table) {
      table.sensors.defects.currentGain = 1;
      table.sensors.defects.currentOffsetAmps = 0;
    },
  },
];

function potFault(
  id: PlantFault['id'],
  name: string,
  summary: string,
  kinds: Readonly<Record<string, PotDefect>>,
): PlantFault {
  return {
    id,
    name,
    variants: Object.keys(kinds).filter((variant) => variant !== ''),
    summary,
    apply(table, variant) {
      table.sensors.defects.pot = kinds[variant] ?? SOUND;
    },
    clear(table) {
      table.sensors.defects.pot = SOUND;
    },
  };
}
