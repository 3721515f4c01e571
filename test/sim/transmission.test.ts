import { describe, expect, it } from 'vitest';
import { Plant } from '../../sim/plant.ts';
import { GEAR_MOTOR } from '../../sim/plant-parameters.ts';
import { armOf, Transmission } from '../../sim/transmission.ts';
import { armRatioOf } from '../../src/config/actuator-arm.ts';
import { DEFAULT_SETTINGS, type TableSettings } from '../../src/config/settings.ts';
import { RADIANS_PER_DEGREE } from '../../src/domain/units.ts';

const ACTUATOR = { leverMm: 300, anchorDistanceMm: 1500, angleAtHorizontalDeg: 83, endSwitchesCutCurrent: true };
const TABLE: TableSettings = {
  ...DEFAULT_SETTINGS.table,
  uprightDeg: 60,
  invertedDeg: -45,
  drive: { ...DEFAULT_SETTINGS.table.drive, kind: 'linear-actuator', brake: 'self-locking', actuator: ACTUATOR },
};
const HEAVY = { massKg: 200, comCm: 15 };

function lengthMm(tiltDeg: number): number {
  const angle = (ACTUATOR.angleAtHorizontalDeg + tiltDeg) * RADIANS_PER_DEGREE;
  const { leverMm: a, anchorDistanceMm: b } = ACTUATOR;
  return Math.hypot(b - a * Math.cos(angle), a * Math.sin(angle));
}

function run(plant: Plant, seconds: number): Plant {
  for (let cycle = 0; cycle < seconds * 100; cycle++) {
    plant.run(5);
    plant.follow(10);
  }
  return plant;
}

describe('Transmission: a linear actuator', () => {
  it.each([-45, -20, 0, 35, 60])('has at %f deg the arm by which its length changes', (tiltDeg) => {
    const perRad = (lengthMm(tiltDeg + 0.01) - lengthMm(tiltDeg - 0.01)) / (0.02 * RADIANS_PER_DEGREE);
    expect(armOf(ACTUATOR, tiltDeg)).toBeCloseTo(perRad, 3);
  });

  it('is as fast as configured where it is fastest, slower and stronger where its arm is longer', () => {
    const transmission = new Transmission(TABLE);
    const rates = [-45, 0, 60].map((tiltDeg) => {
      transmission.turnTo(tiltDeg);
      expect(transmission.stallNm * transmission.noLoadRadPerS).toBeCloseTo(
        GEAR_MOTOR.stallTorqueNm * GEAR_MOTOR.noLoadDegPerSec * RADIANS_PER_DEGREE,
        6,
      );
      return transmission.noLoadRadPerS / RADIANS_PER_DEGREE;
    });
    expect(Math.max(...rates)).toBeCloseTo(TABLE.drive.rateAtFullDutyDegPerSec, 6);
    expect(Math.min(...rates)).toBeLessThan(7);
  });

  it('has the arm that the controller reckons with', () => {
    const ratioAt = armRatioOf(TABLE);
    const shortest = Math.min(armOf(ACTUATOR, -45), armOf(ACTUATOR, 60));
    for (const tiltDeg of [-45, -10, 30, 60]) {
      expect(ratioAt?.(tiltDeg)).toBeCloseTo(armOf(ACTUATOR, tiltDeg) / shortest, 9);
    }
    expect(armRatioOf(DEFAULT_SETTINGS.table)).toBeNull();
  });

  it('holds any rider by itself, without brake and without current', () => {
    const plant = new Plant({ table: TABLE, rider: HEAVY, startTiltDeg: 0 });
    plant.drive({ duty: 0, driveEnabled: false, brakeReleased: true });
    expect(run(plant, 5).tiltDeg).toBe(0);
  });

  it('takes no current at the end of its stroke, and starts back from there', () => {
    const plant = new Plant({ table: TABLE, startTiltDeg: 55 });
    plant.drive({ duty: 0.8, driveEnabled: true, brakeReleased: true });
    run(plant, 5);
    expect(plant.motorAmps).toBe(0);
    expect(plant.inContact).toBe(false);
    expect(plant.tiltDeg).toBeGreaterThan(TABLE.uprightDeg + 1);
    plant.drive({ duty: -0.5, driveEnabled: true, brakeReleased: true });
    expect(run(plant, 3).tiltDeg).toBeLessThan(60);
  });

  it.each([0.7, 1.3])('stays stable to and fro with every factor at %f', (factor) => {
    const variation = { friction: factor, inertia: 2 - factor, motorTorque: factor, noise: 1 };
    const plant = new Plant({ table: TABLE, startTiltDeg: 0, rider: { massKg: 20, comCm: 0 }, variation });
    for (let turn = 0; turn < 200; turn++) {
      plant.drive({ duty: turn % 3 === 0 ? -1 : 1, driveEnabled: true, brakeReleased: true });
      run(plant, 0.2);
      expect(Math.abs(plant.rateDegPerSec)).toBeLessThan(11);
      expect(plant.tiltDeg).toBeGreaterThan(-51);
      expect(plant.tiltDeg).toBeLessThan(65);
    }
  });
});
