import { z } from 'zod';
import { BOUNDS } from './bounds.ts';
import { driveSection } from './drive-schema.ts';
import { choice, quantity, section } from './fields.ts';
import { measured } from './measured-field.ts';
import { ACCELERATION, ANGLE, JERK, RATE } from './quantities.ts';
import { DEFAULT_RANGE, DEFAULT_SETTINGS, GEOMETRIES, type RateSettings, type TableSettings } from './settings.ts';

/** The `table` section of `upright.yaml`: its range and its rates; its drive stands in `drive-schema.ts`. */

const { rates } = DEFAULT_SETTINGS.table;
const { 'inversion-table': tableRange, 'inversion-chair': chairRange } = DEFAULT_RANGE;

const ratesFields = section({
  ramp: measured({
    unit: RATE,
    bounds: { low: 0.1, high: BOUNDS.rampRateDegPerSec },
    value: rates.rampDegPerSec,
    text: 'Planned rate below horizontal, and of every way down.',
  }),
  headUp: measured({
    unit: RATE,
    bounds: { low: 0.1, high: BOUNDS.headUpRateDegPerSec },
    value: rates.headUpDegPerSec,
    text: 'Planned rate from horizontal to upright. Standing somebody up too fast makes them faint.',
  }),
  emergency: measured({
    unit: RATE,
    bounds: { low: 1, high: BOUNDS.emergencyRateDegPerSec },
    value: rates.emergencyDegPerSec,
    text: 'Emergency return from head-down to horizontal.',
  }),
  emergencyHeadUp: measured({
    unit: RATE,
    bounds: { low: 0.5, high: BOUNDS.headUpRateDegPerSec },
    value: rates.emergencyHeadUpDegPerSec,
    text: 'Emergency return from horizontal to upright.',
  }),
  acceleration: measured({
    unit: ACCELERATION,
    bounds: { low: 0.2, high: BOUNDS.accelDegPerSec2 },
    value: rates.accelDegPerSec2,
    text: 'How hard the table starts and stops.',
  }),
  jerk: measured({
    unit: JERK,
    bounds: { low: 0.5, high: BOUNDS.jerkDegPerSec3 },
    value: rates.jerkDegPerSec3,
    text: 'How smoothly it does so.',
  }),
});

const ratesSection = z.codec(ratesFields, z.custom<RateSettings>(), {
  decode: ({ ramp, headUp, emergency, emergencyHeadUp, acceleration, jerk }) => ({
    rampDegPerSec: ramp,
    headUpDegPerSec: headUp,
    emergencyDegPerSec: emergency,
    emergencyHeadUpDegPerSec: emergencyHeadUp,
    accelDegPerSec2: acceleration,
    jerkDegPerSec3: jerk,
  }),
  encode: (settings) => ({
    ramp: settings.rampDegPerSec,
    headUp: settings.headUpDegPerSec,
    emergency: settings.emergencyDegPerSec,
    emergencyHeadUp: settings.emergencyHeadUpDegPerSec,
    acceleration: settings.accelDegPerSec2,
    jerk: settings.jerkDegPerSec3,
  }),
});

const tableFields = section({
  geometry: choice(GEOMETRIES)
    .prefault(DEFAULT_SETTINGS.table.geometry)
    .meta({ description: 'inversion-table, or inversion-chair for somebody seated.' }),
  upright: quantity(ANGLE, { low: 5, high: BOUNDS.tiltDeg.high })
    .optional()
    .meta({ description: `Tilt at the upright stop. 5° to 90°. By default ${tableRange.uprightDeg}°.` }),
  inverted: quantity(ANGLE, { low: BOUNDS.tiltDeg.low, high: -5 })
    .optional()
    .meta({
      description: `Deepest tilt, head-down. -90° to -5°. By default ${tableRange.invertedDeg}°, on a chair ${chairRange.invertedDeg}°.`,
    }),
  rates: ratesSection.prefault({}),
  drive: driveSection.prefault({}),
});

export const tableSection = z.codec(tableFields, z.custom<TableSettings>(), {
  decode: ({ geometry, upright, inverted, ...same }) => ({
    geometry,
    uprightDeg: upright ?? DEFAULT_RANGE[geometry].uprightDeg,
    invertedDeg: inverted ?? DEFAULT_RANGE[geometry].invertedDeg,
    ...same,
  }),
  encode: ({ uprightDeg, invertedDeg, ...same }) => ({ ...same, upright: uprightDeg, inverted: invertedDeg }),
});
