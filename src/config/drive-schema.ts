import { z } from 'zod';
import { type Bounds, choice, describeBounds, flag, quantity, section } from './fields.ts';
import { capitalized, measured } from './measured-field.ts';
import { ANGLE, CURRENT, DURATION, LENGTH, PLAIN_NUMBER, RATE } from './quantities.ts';
import { type ActuatorGeometry, DEFAULT_SETTINGS, type DriveSettings } from './settings.ts';

/** The `table.drive` section of `upright.yaml`: what moves the table. */

const { drive } = DEFAULT_SETTINGS.table;
const lengthBounds: Bounds = { low: 20, high: 3000 };
const length = (text: string) =>
  quantity(LENGTH, lengthBounds).meta({ description: `${text} ${capitalized(describeBounds(LENGTH, lengthBounds))}.` });

const actuatorFields = section({
  lever: length('From the axle to the joint of the moving end.'),
  anchorDistance: length('From the axle to the joint of the fixed end.'),
  angleAtHorizontal: quantity(ANGLE, { low: 10, high: 170 }).meta({
    description:
      'At the axle, between the two joints, when the table is horizontal. It opens as the table rises. 10° to 170°.',
  }),
  endSwitchesCutCurrent: flag.prefault(true).meta({
    description: "Whether the actuator's own end switches cut its current, so that no current means arrived.",
  }),
});

const actuatorSection = z.codec(actuatorFields, z.custom<ActuatorGeometry>(), {
  decode: ({ lever, anchorDistance, angleAtHorizontal, endSwitchesCutCurrent }) => ({
    leverMm: lever,
    anchorDistanceMm: anchorDistance,
    angleAtHorizontalDeg: angleAtHorizontal,
    endSwitchesCutCurrent,
  }),
  encode: ({ leverMm, anchorDistanceMm, angleAtHorizontalDeg, endSwitchesCutCurrent }) => ({
    lever: leverMm,
    anchorDistance: anchorDistanceMm,
    angleAtHorizontal: angleAtHorizontalDeg,
    endSwitchesCutCurrent,
  }),
});

const driveFields = section({
  kind: choice(['gear-motor', 'linear-actuator'])
    .prefault(drive.kind)
    .meta({ description: 'What turns the table: gear-motor or linear-actuator.' }),
  bridge: choice(['pwm-dir', 'two-pwm'])
    .prefault(drive.bridge)
    .meta({ description: 'Inputs of the motor driver: pwm-dir (one PWM and a direction) or two-pwm.' }),
  brake: choice(['spring', 'self-locking'])
    .prefault(drive.brake)
    .meta({ description: 'What holds the table without power: a spring brake, or a drive that is self-locking.' }),
  rateAtFullDuty: measured({
    unit: RATE,
    bounds: { low: 1, high: 30 },
    value: drive.rateAtFullDutyDegPerSec,
    text: "The table's rate at full duty without load; for a linear actuator, where its geometry is fastest.",
  }),
  obstructionCurrent: measured({
    unit: CURRENT,
    bounds: { low: 0.5, high: 60 },
    value: drive.obstructionAmps,
    text: 'A current that lasts 50 ms above this is taken for an obstruction.',
  }),
  blindMinDuty: measured({
    unit: PLAIN_NUMBER,
    bounds: { low: 0.02, high: 0.9 },
    value: drive.blindMinDuty,
    text: 'Duty at which the loaded table begins to rise, for a return without any angle.',
  }),
  blindMaxDuty: measured({
    unit: PLAIN_NUMBER,
    bounds: { low: 0.05, high: 1 },
    value: drive.blindMaxDuty,
    text: 'The most duty that such a return may use.',
  }),
  brakeRelease: measured({
    unit: DURATION,
    bounds: { low: 0, high: 1000 },
    value: drive.brakeReleaseMs,
    text: 'Time the brake takes to let go.',
  }),
  ratedCurrent: measured({
    unit: CURRENT,
    bounds: { low: 0.2, high: 60 },
    value: drive.ratedAmps,
    text: 'Current that the motor carries without end: by its square, what heats it is counted.',
  }),
  actuator: z.nullable(actuatorSection).prefault(null).meta({
    description: 'Geometry of a linear-actuator, which must have one; a gear-motor has none.',
  }),
});

export const driveSection = z.codec(driveFields, z.custom<DriveSettings>(), {
  decode: ({ rateAtFullDuty, obstructionCurrent, brakeRelease, ratedCurrent, ...same }) => ({
    ...same,
    rateAtFullDutyDegPerSec: rateAtFullDuty,
    obstructionAmps: obstructionCurrent,
    brakeReleaseMs: brakeRelease,
    ratedAmps: ratedCurrent,
  }),
  encode: ({ rateAtFullDutyDegPerSec, obstructionAmps, brakeReleaseMs, ratedAmps, ...same }) => ({
    ...same,
    rateAtFullDuty: rateAtFullDutyDegPerSec,
    obstructionCurrent: obstructionAmps,
    brakeRelease: brakeReleaseMs,
    ratedCurrent: ratedAmps,
  }),
});
