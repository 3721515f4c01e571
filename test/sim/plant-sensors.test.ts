import { describe, expect, it } from 'vitest';
import { Plant } from '../../sim/plant.ts';
import { PlantSensors } from '../../sim/plant-sensors.ts';
import { DEGREES_PER_RADIAN } from '../../src/domain/units.ts';

const DEG_PER_COUNT = 270 / 1024;

interface Sampled {
  readonly counts: readonly number[];
  readonly amps: readonly number[];
}

function sampleAt(tiltDeg: number, seed: number, samples = 2000): Sampled {
  const plant = new Plant({ startTiltDeg: tiltDeg });
  const sensors = new PlantSensors({ seed });
  const counts: number[] = [];
  const amps: number[] = [];
  for (let index = 0; index < samples; index++) {
    sensors.sample(plant, index * 10);
    counts.push(sensors.tiltCounts);
    amps.push(sensors.currentAmps);
  }
  return { counts, amps };
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviationOf = (values: readonly number[]): number => {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
};

describe('PlantSensors: potentiometer', () => {
  it('gives eighths of a count, 512 at horizontal', () => {
    const { counts } = sampleAt(0, 1);
    expect(counts.every((value) => Number.isInteger(value * 8))).toBe(true);
    expect(Math.abs(meanOf(counts) - 512)).toBeLessThan(0.15 / DEG_PER_COUNT + 0.05);
  });

  it('is as noisy as eight conversions of 0.7 LSB, to both sides alike', () => {
    const { counts } = sampleAt(17.3, 2, 20_000);
    const expected = Math.sqrt((0.7 ** 2 + 1 / 12) / 8);
    expect(Math.abs(deviationOf(counts) - expected)).toBeLessThan(0.02);
    const mean = meanOf(counts);
    const deviation = deviationOf(counts);
    const skew = meanOf(counts.map((value) => ((value - mean) / deviation) ** 3));
    expect(Math.abs(skew)).toBeLessThan(0.1);
  });

  it.each([1, 2, 3, 4, 5])(
    'is never off by more than 0.15 deg in the mean, and not always the same way (seed %i)',
    (seed) => {
      const errors: number[] = [];
      for (let tiltDeg = -60; tiltDeg <= 75; tiltDeg += 5) {
        errors.push((meanOf(sampleAt(tiltDeg, seed, 400).counts) - 512) * DEG_PER_COUNT - tiltDeg);
      }
      expect(Math.max(...errors.map(Math.abs))).toBeLessThan(0.17);
      expect(Math.max(...errors)).toBeGreaterThan(0.05);
      expect(Math.min(...errors)).toBeLessThan(-0.05);
    },
  );

  it('repeats itself from the same seed and differs from another', () => {
    expect(sampleAt(30, 9, 100).counts).toEqual(sampleAt(30, 9, 100).counts);
    expect(sampleAt(30, 9, 100).counts).not.toEqual(sampleAt(30, 10, 100).counts);
  });

  it('scales its noise with the variation', () => {
    const plant = new Plant({ startTiltDeg: 17.3 });
    const quiet = new PlantSensors({ seed: 1, noiseFactor: 0 });
    quiet.sample(plant, 0);
    const first = quiet.tiltCounts;
    quiet.sample(plant, 10);
    expect(quiet.tiltCounts).toBe(first);
  });
});

describe('PlantSensors: accelerometer', () => {
  it.each([1, 2, 3, 4, 5, 6])('tells the tilt at rest within its bias of 0.5 deg (seed %i)', (seed) => {
    for (const tiltDeg of [-60, -20, 0, 40, 75]) {
      const plant = new Plant({ startTiltDeg: tiltDeg });
      const sensors = new PlantSensors({ seed });
      let sum = 0;
      for (let index = 0; index < 400; index++) {
        sensors.sample(plant, index * 10);
        sum += Math.atan2(sensors.accelAlongG, sensors.accelOutG) * DEGREES_PER_RADIAN;
      }
      expect(Math.abs(sum / 400 - tiltDeg)).toBeLessThan(0.55);
    }
  });

  it('feels the motion: tangential out of the surface when the table gathers speed', () => {
    const plant = new Plant({ startTiltDeg: 0 });
    const sensors = new PlantSensors({ seed: 1, noiseFactor: 0 });
    plant.drive({ duty: 0, driveEnabled: true, brakeReleased: true });
    plant.run(50);
    sensors.sample(plant, 0);
    const atRest = sensors.accelOutG;
    plant.drive({ duty: 0.8, driveEnabled: true, brakeReleased: true });
    plant.run(5);
    sensors.sample(plant, 10);
    expect(sensors.accelOutG - atRest).toBeGreaterThan(0.02);
  });
});

describe('PlantSensors: current and supply', () => {
  it('shows no current below nothing at rest', () => {
    const { amps } = sampleAt(0, 1);
    expect(Math.min(...amps)).toBe(0);
    expect(Math.max(...amps)).toBeLessThan(0.5);
  });

  it('shows the load in the current and in the supply', () => {
    const plant = new Plant({ startTiltDeg: 75 });
    const sensors = new PlantSensors({ seed: 1 });
    plant.drive({ duty: 1, driveEnabled: true, brakeReleased: true });
    plant.run(2500);
    plant.follow(10);
    sensors.sample(plant, 0);
    expect(sensors.currentAmps).toBeGreaterThan(11.5);
    expect(sensors.supplyVolts).toBeLessThan(23.6);
  });
});
