import type { BenchSample } from '../../src/ports/bench-table.ts';
import type { DriveOutputs } from '../drive-outputs.ts';
import type { Plant } from '../plant.ts';
import type { PlantMeter } from '../plant-meter.ts';

interface Looked {
  readonly atMs: number;
  readonly plant: Plant;
  readonly meter: PlantMeter;
  /** As they reach the motor. */
  readonly outputs: DriveOutputs;
  /** Bits of `INPUT`. */
  readonly inputs: number;
}

/** What the bench's own instruments say of a table on the plant, written into its sample. */
export function lookAtPlant(sample: BenchSample, { atMs, plant, meter, outputs, inputs }: Looked): void {
  sample.atMs = atMs;
  sample.tiltDeg = plant.tiltDeg;
  sample.rateDegPerSec = plant.rateDegPerSec;
  sample.accelDegPerSec2 = meter.accelDegPerSec2;
  sample.duty = outputs.driveEnabled ? outputs.duty : 0;
  sample.currentAmps = Math.abs(plant.motorAmps);
  sample.supplyVolts = plant.supply.volts;
  sample.brakeReleased = outputs.brakeReleased;
  sample.inputs = inputs;
}
