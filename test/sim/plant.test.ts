import { describe, expect, it } from 'vitest';
import type { DriveOutputs } from '../../sim/drive-outputs.ts';
import { Plant } from '../../sim/plant.ts';
import type { PlantOptions } from '../../sim/plant-options.ts';
import {
  GEAR_MOTOR,
  GRAVITY_M_PER_S2,
  NO_VARIATION,
  RIDER_BODY,
  TABLE_BODY,
  type Variation,
} from '../../sim/plant-parameters.ts';
import { SeededRandom } from '../../src/domain/seeded-random.ts';
import { RADIANS_PER_DEGREE } from '../../src/domain/units.ts';

const STEPS_PER_S = 500;
const HEAVY = { massKg: 200, comCm: 15 };

const braked: DriveOutputs = { duty: 0, driveEnabled: false, brakeReleased: false };
const coasting: DriveOutputs = { duty: 0, driveEnabled: false, brakeReleased: true };
const driven = (duty: number): DriveOutputs => ({ duty, driveEnabled: true, brakeReleased: true });

function plantAt(startTiltDeg: number, options: PlantOptions = {}): Plant {
  return new Plant({ startTiltDeg, ...options });
}

function runFor(plant: Plant, seconds: number, outputs: DriveOutputs): Plant {
  plant.drive(outputs);
  plant.run(Math.round(seconds * STEPS_PER_S));
  return plant;
}

/** Kinetic and potential, J; the rotor is part of what swings. */
function energyOf(plant: Plant): number {
  const massKg = plant.rider?.massKg ?? 0;
  const inertia = TABLE_BODY.inertiaKgM2 + massKg * RIDER_BODY.gyrationM ** 2 + GEAR_MOTOR.rotorInertiaKgM2;
  const tilt = plant.tiltDeg * RADIANS_PER_DEGREE;
  const alongM = RIDER_BODY.comAlongM + (plant.rider?.comCm ?? 0) / 100;
  const rider = massKg * (alongM * Math.sin(tilt) + RIDER_BODY.comOutM * Math.cos(tilt));
  const table = -TABLE_BODY.massKg * TABLE_BODY.comBelowPivotM * Math.cos(tilt);
  return 0.5 * inertia * plant.rateRadPerS ** 2 + GRAVITY_M_PER_S2 * (rider + table);
}

describe('Plant: energy', () => {
  it('keeps its energy while it swings without friction', () => {
    const plant = plantAt(30, { rider: null, variation: { ...NO_VARIATION, friction: 0 } });
    const bottom = -TABLE_BODY.massKg * TABLE_BODY.comBelowPivotM * GRAVITY_M_PER_S2;
    const atFirst = energyOf(plant) - bottom;
    let lowest = 90;
    for (let second = 0; second < 60; second++) {
      runFor(plant, 1, coasting);
      expect(Math.abs(energyOf(plant) - bottom - atFirst) / atFirst).toBeLessThan(0.02);
      lowest = Math.min(lowest, plant.tiltDeg);
    }
    expect(lowest).toBeLessThan(-25);
  });

  it('only loses energy with friction, until it rests against the stop', () => {
    const plant = plantAt(20, { rider: HEAVY });
    plant.drive(coasting);
    let energy = energyOf(plant);
    while (!plant.inContact) {
      plant.run(50);
      const next = energyOf(plant);
      expect(next).toBeLessThanOrEqual(energy);
      energy = next;
    }
    plant.run(10 * STEPS_PER_S);
    expect(Math.abs(plant.rateDegPerSec)).toBeLessThan(0.01);
  });
});

describe('Plant: standing still', () => {
  it('sticks: an unbraked table stands exactly still below its static friction', () => {
    const plant = runFor(plantAt(-60), 60, coasting);
    expect(plant.tiltDeg).toBeCloseTo(-60, 12);
    expect(plant.rateDegPerSec).toBe(0);
  });

  it('holds the heaviest rider on the brake', () => {
    const plant = runFor(plantAt(0, { rider: HEAVY }), 10, braked);
    expect(plant.tiltDeg).toBe(0);
  });

  it('sinks with a heavy rider when the brake lets go, far more slowly with both low sides on', () => {
    const shorted = runFor(plantAt(0, { rider: HEAVY }), 1, driven(0));
    const free = runFor(plantAt(0, { rider: HEAVY }), 1, coasting);
    expect(shorted.tiltDeg).toBeLessThan(-0.1);
    expect(shorted.tiltDeg).toBeGreaterThan(-1);
    expect(free.tiltDeg).toBeLessThan(-10);
  });

  it('raises a rider whose weight is foot-side, and lowers one whose weight is head-side', () => {
    const still = { ...NO_VARIATION, friction: 0 };
    const raised = plantAt(0, { rider: { massKg: 85, comCm: 0 }, variation: still });
    const lowered = plantAt(0, { rider: { massKg: 85, comCm: 10 }, variation: still });
    expect(runFor(raised, 0.5, coasting).tiltDeg).toBeGreaterThan(0);
    expect(runFor(lowered, 0.5, coasting).tiltDeg).toBeLessThan(0);
  });

  it('does not move before the duty overcomes friction', () => {
    expect(runFor(plantAt(0, { rider: null }), 1, driven(0.04)).tiltDeg).toBe(0);
    expect(runFor(plantAt(0, { rider: null }), 1, driven(0.07)).tiltDeg).toBeGreaterThan(0);
  });
});

describe('Plant: drive', () => {
  it('runs near its no-load rate at full duty, and as fast down as up on an empty level table', () => {
    const up = runFor(plantAt(-10, { rider: null }), 2, driven(1));
    const down = runFor(plantAt(10, { rider: null }), 2, driven(-1));
    expect(up.rateDegPerSec).toBeGreaterThan(9);
    expect(up.rateDegPerSec).toBeLessThan(10);
    expect(down.rateDegPerSec).toBeCloseTo(-up.rateDegPerSec, 1);
  });

  it('limits the current, and with it the torque', () => {
    const plant = plantAt(0);
    plant.brake.defect = 'stuck-engaged';
    plant.drive(driven(1));
    plant.run(1);
    expect(plant.motorAmps).toBeCloseTo(GEAR_MOTOR.currentLimitAmps, 9);
    const blocked = runFor(plantAt(75), 5, driven(1));
    expect(blocked.motorAmps).toBeCloseTo(GEAR_MOTOR.currentLimitAmps, 9);
    expect(blocked.tiltDeg).toBeGreaterThan(79);
    expect(blocked.tiltDeg).toBeLessThan(79.5);
  });

  it('draws less current the less it has to push', () => {
    const easy = Math.abs(runFor(plantAt(0, { rider: { massKg: 85, comCm: -5 } }), 1, driven(0.2)).motorAmps);
    const hard = Math.abs(runFor(plantAt(0, { rider: { massKg: 85, comCm: 15 } }), 1, driven(0.2)).motorAmps);
    expect(hard).toBeGreaterThan(easy + 2);
  });

  it.each([0.7, 1.3])('stays stable at full duty to and fro with every factor at %f', (factor) => {
    const variations: Variation[] = [
      { friction: factor, inertia: factor, motorTorque: factor, noise: 1 },
      { friction: factor, inertia: 2 - factor, motorTorque: factor, noise: 1 },
    ];
    for (const variation of variations) {
      const plant = plantAt(0, { rider: { massKg: 20, comCm: 0 }, variation });
      const random = new SeededRandom(2);
      for (let turn = 0; turn < 300; turn++) {
        runFor(plant, 0.1, driven(random.uniform() < 0.5 ? -1 : 1));
        expect(Math.abs(plant.rateDegPerSec)).toBeLessThan(GEAR_MOTOR.noLoadDegPerSec + 0.1);
        expect(plant.tiltDeg).toBeGreaterThan(-66);
        expect(plant.tiltDeg).toBeLessThan(80);
      }
    }
  });

  it('turns a duty that is no number into none upward of its range', () => {
    const plant = plantAt(0);
    plant.drive(driven(Number.POSITIVE_INFINITY));
    plant.run(500);
    expect(plant.rateDegPerSec).toBeLessThan(10);
  });
});

describe('Plant: brake', () => {
  it('takes 60 ms to let go', () => {
    const plant = plantAt(0);
    plant.drive(driven(0.2));
    plant.run(29);
    expect(plant.tiltDeg).toBe(0);
    plant.run(10);
    expect(plant.tiltDeg).toBeGreaterThan(0);
  });

  it('takes 40 ms to take hold, then stops the table, and that is not counted as acceleration', () => {
    const plant = runFor(plantAt(-30), 3, driven(0.4));
    plant.peaks.reset();
    plant.drive(braked);
    plant.run(19);
    expect(plant.rateDegPerSec).toBeGreaterThan(0);
    plant.run(31);
    expect(plant.rateDegPerSec).toBe(0);
    expect(plant.peaks.accelDegPerSec2).toBeLessThan(3);
  });

  it('does not let go when the command is taken back within its time', () => {
    const plant = plantAt(0, { rider: HEAVY });
    plant.drive(driven(0));
    plant.run(20);
    runFor(plant, 1, braked);
    expect(plant.tiltDeg).toBe(0);
  });
});

describe('Plant: acceleration as it is judged', () => {
  it('sees a jump of the duty, and little of a slow start', () => {
    const jump = plantAt(-30);
    runFor(jump, 0.2, driven(0));
    jump.peaks.reset();
    runFor(jump, 0.5, driven(0.4));
    const slow = plantAt(-30);
    runFor(slow, 0.2, driven(0));
    slow.peaks.reset();
    for (let cycle = 0; cycle < 200; cycle++) runFor(slow, 0.01, driven(0.002 * cycle));
    expect(jump.peaks.accelDegPerSec2).toBeGreaterThan(20);
    expect(slow.peaks.accelDegPerSec2).toBeLessThan(4);
  });

  it('does not count what a disturbance from outside does', () => {
    const plant = runFor(plantAt(-30), 3, driven(0.3));
    plant.peaks.reset();
    plant.load.moveRider(27);
    plant.disturb();
    plant.run(200);
    expect(plant.peaks.accelDegPerSec2).toBeLessThan(1);
  });
});

describe('Plant: riders', () => {
  it.each([
    { massKg: 19, comCm: 0 },
    { massKg: 201, comCm: 0 },
    { massKg: 85, comCm: 16 },
  ])('refuses $massKg kg, $comCm cm', (rider) => {
    expect(() => new Plant({ rider })).toThrow('invariant');
  });
});
