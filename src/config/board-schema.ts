import { z } from 'zod';
import { BOUNDS } from './bounds.ts';
import { choice, flag, section, text } from './fields.ts';
import { measured } from './measured-field.ts';
import { ANGLE, DURATION, PLAIN_NUMBER, VOLTAGE } from './quantities.ts';
import { BOARD_KINDS, type BoardSettings, DEFAULT_SETTINGS, type SupplySettings } from './settings.ts';

/** The `board` section of `upright.yaml`: the sensors that are wired to it, and its lease. */

/** Two cycles, ms: whatever watches for silence must outlast them. */
export const TWO_CYCLES_MS = 20;

const { board } = DEFAULT_SETTINGS;

const potentiometerFields = section({
  countsAtHorizontal: measured({
    unit: PLAIN_NUMBER,
    bounds: { low: 0, high: 1023 },
    value: board.potentiometer.countsAtHorizontal,
    text: 'Reading of the tilt potentiometer at horizontal; `upright calibrate` measures it.',
  }),
  perCount: measured({
    unit: ANGLE,
    bounds: { low: -2, high: 2 },
    value: board.potentiometer.degPerCount,
    text: 'Tilt that one count stands for; below 0 where the reading falls as the table rises.',
  }),
});

const potentiometerSection = z.codec(potentiometerFields, z.custom<BoardSettings['potentiometer']>(), {
  decode: ({ countsAtHorizontal, perCount }) => ({ countsAtHorizontal, degPerCount: perCount }),
  encode: ({ countsAtHorizontal, degPerCount }) => ({ countsAtHorizontal, perCount: degPerCount }),
});

const supplyFields = section({
  mainsAbove: measured({
    unit: VOLTAGE,
    bounds: { low: 5, high: 60 },
    value: board.supply.mainsAboveVolts,
    text: 'On the mains the voltage stays above this under any load; below it the table runs on its reserve.',
  }),
  reserveLow: measured({
    unit: VOLTAGE,
    bounds: { low: 4, high: 60 },
    value: board.supply.reserveLowVolts,
    text: 'At rest below this the reserve is good for fewer than two ways up.',
  }),
});

const supplySection = z.codec(supplyFields, z.custom<SupplySettings>(), {
  decode: ({ mainsAbove, reserveLow }) => ({ mainsAboveVolts: mainsAbove, reserveLowVolts: reserveLow }),
  encode: ({ mainsAboveVolts, reserveLowVolts }) => ({ mainsAbove: mainsAboveVolts, reserveLow: reserveLowVolts }),
});

const piSection = section({
  returnRelay: flag.prefault(board.pi.returnRelay).meta({
    description: 'The return relay is fitted: without it no person is carried. It is tried before every session.',
  }),
  angleAtHorizontal: measured({
    unit: PLAIN_NUMBER,
    bounds: { low: 0, high: 4095 },
    value: board.pi.angleAtHorizontal,
    text: 'Reading of the AS5600 at horizontal.',
  }),
  angleRises: flag.prefault(board.pi.angleRises).meta({
    description: 'The reading of the AS5600 grows as the table rises.',
  }),
});

const boardFields = section({
  kind: choice(BOARD_KINDS).prefault(board.kind).meta({
    description:
      'What `upright run` drives: sim, uno-emulated (the real firmware on an emulated board), uno or raspberry-pi.',
  }),
  port: text(200).nullable().prefault(null).meta({
    description: "The board's serial port, such as `/dev/ttyACM0`. By default the only one that there is.",
  }),
  potentiometer: potentiometerSection.prefault({}),
  accelerometer: flag.prefault(board.hasAccelerometer).meta({ description: 'A second source of the angle is fitted.' }),
  grip: flag.prefault(board.hasGrip).meta({ description: 'A grip to hold is fitted; letting go calls for help.' }),
  lease: measured({
    unit: DURATION,
    bounds: { above: TWO_CYCLES_MS, high: BOUNDS.leaseMs },
    value: board.leaseMs,
    text: 'Without a word from the controller for this long, the board returns the rider by itself.',
  }),
  supply: supplySection.prefault({}),
  pi: piSection.prefault({}),
});

export const boardSection = z.codec(boardFields, z.custom<BoardSettings>(), {
  decode: ({ accelerometer, grip, lease, ...same }) => ({
    ...same,
    hasAccelerometer: accelerometer,
    hasGrip: grip,
    leaseMs: lease,
  }),
  encode: ({ hasAccelerometer, hasGrip, leaseMs, ...same }) => ({
    ...same,
    accelerometer: hasAccelerometer,
    grip: hasGrip,
    lease: leaseMs,
  }),
});
