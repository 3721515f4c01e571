import { describe, expect, it } from 'vitest';
import { runPlantOnly } from '../../sim/run-plant-only.ts';

describe('runPlantOnly', () => {
  it('steps the plant at 500 Hz, swinging inside its range', () => {
    const { plantSteps, finalTiltDeg } = runPlantOnly(100);
    expect(plantSteps).toBe(50_000);
    expect(Math.abs(finalTiltDeg)).toBeLessThan(60);
  });
});
