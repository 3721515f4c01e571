import { describe, expect, it } from 'vitest';
import { TableLoad } from '../../sim/table-load.ts';
import { DEFAULT_RANGE, DEFAULT_SETTINGS, type Settings, type TableSettings } from '../../src/config/settings.ts';
import { fault, press, simulate } from '../support/simulate.ts';

/** The real controller on tables that are not the usual one, with a program that their range allows. */
const PROGRAM = 'kim-2013-30';
const HOLD_DEG = -30;
const IN_HOLD_S = 75;
const MASSES_KG = [45, 85, 150];

function settingsWith(table: Partial<TableSettings>): Settings {
  return { ...DEFAULT_SETTINGS, table: { ...DEFAULT_SETTINGS.table, ...table } };
}

const actuatorDrive: TableSettings['drive'] = {
  ...DEFAULT_SETTINGS.table.drive,
  kind: 'linear-actuator',
  brake: 'self-locking',
  rateAtFullDutyDegPerSec: 12.2,
  actuator: { leverMm: 300, anchorDistanceMm: 1500, angleAtHorizontalDeg: 83, endSwitchesCutCurrent: true },
};

const TABLES: readonly (readonly [string, Settings])[] = [
  ['an inversion chair', settingsWith({ geometry: 'inversion-chair', ...DEFAULT_RANGE['inversion-chair'] })],
  ['a linear actuator', settingsWith({ uprightDeg: 60, invertedDeg: -45, drive: actuatorDrive })],
];

describe.each(TABLES)('%s', (_, settings) => {
  const { uprightDeg } = settings.table;

  it.each(MASSES_KG)('carries %d kg through a session as planned', (massKg) => {
    const result = simulate(PROGRAM, { settings, rider: { massKg, comCm: 0 } });
    expect(result.outcome).toBe('completed');
    expect(result.violations).toEqual([]);
    expect(result.holds.length).toBeGreaterThan(1);
    for (const hold of result.holds) {
      expect(Math.abs(hold.meanTiltDeg - HOLD_DEG)).toBeLessThan(0.5);
      expect(hold.maxErrorDeg).toBeLessThan(0.5);
    }
  });

  it.each([
    ['RETURN', press('RETURN', IN_HOLD_S)],
    ['[H-26] the board, without its host', fault('H-26', IN_HOLD_S)],
    ['[H-14] no angle', fault('H-14', IN_HOLD_S)],
  ])('comes up by %s', (_by, event) => {
    const result = simulate(PROGRAM, { settings, events: [event] });
    expect(result.outcome).toBe('returned');
    expect(result.violations).toEqual([]);
    expect(result.finalTiltDeg).toBeGreaterThan(uprightDeg - 2);
    expect(result.simMs).toBeLessThan((IN_HOLD_S + 60) * 1000);
  });
});

describe('a linear actuator that is too slow for its rates, as the settings would refuse it', () => {
  const rates = { rampDegPerSec: 2, headUpDegPerSec: 2, emergencyDegPerSec: 2.4, emergencyHeadUpDegPerSec: 2.4 };
  const settings = settingsWith({
    uprightDeg: 60,
    invertedDeg: -45,
    rates: { ...DEFAULT_SETTINGS.table.rates, ...rates },
    drive: { ...actuatorDrive, rateAtFullDutyDegPerSec: 3 },
  });

  it('[H-18] is no jam: it comes up late, and never sinks first', () => {
    const asPlanned = simulate(PROGRAM, { settings });
    expect(asPlanned.outcome).toBe('completed');
    const returned = simulate(PROGRAM, { settings, events: [press('RETURN', IN_HOLD_S + 15)] });
    expect(returned.outcome).toBe('returned');
    expect(returned.finalTiltDeg).toBeGreaterThan(58);
    for (const { violations, minTiltDeg } of [asPlanned, returned]) {
      expect(violations.filter(({ rule }) => rule !== 'return-late')).toEqual([]);
      expect(minTiltDeg).toBeGreaterThan(HOLD_DEG - 0.6);
    }
  });
});

describe('TableLoad', () => {
  it('makes a seated rider lighter to turn than a lying one', () => {
    const rider = { massKg: 85, comCm: 0 };
    const seated = new TableLoad(rider, 'inversion-chair').inertiaKgM2;
    expect(seated).toBeLessThan(new TableLoad(rider, 'inversion-table').inertiaKgM2 / 2);
    expect(seated).toBeGreaterThan(10);
  });
});
