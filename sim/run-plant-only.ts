import { Plant } from './plant.ts';
import { PLANT_STEP_MS } from './plant-parameters.ts';

const STEPS_PER_CYCLE = 5;
/** A slow swing, so that the plant really moves: a quarter of full duty, to and fro in about 16 s. */
const SWING_DUTY = 0.25;
const SWING_PER_CYCLE = 0.004;

/** The plant alone, without board, sensors or controller, for `seconds` of its time; how fast a session could be at best. */
export function runPlantOnly(seconds: number): { readonly plantSteps: number; readonly finalTiltDeg: number } {
  const plant = new Plant({ startTiltDeg: 0 });
  const outputs = { duty: 0, driveEnabled: true, brakeReleased: true };
  const cycles = Math.round((seconds * 1000) / PLANT_STEP_MS / STEPS_PER_CYCLE);
  for (let cycle = 0; cycle < cycles; cycle++) {
    outputs.duty = SWING_DUTY * Math.cos(cycle * SWING_PER_CYCLE);
    plant.drive(outputs);
    plant.run(STEPS_PER_CYCLE);
    plant.follow(STEPS_PER_CYCLE * PLANT_STEP_MS);
  }
  return { plantSteps: cycles * STEPS_PER_CYCLE, finalTiltDeg: plant.tiltDeg };
}
