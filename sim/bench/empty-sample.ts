import type { BenchSample } from '../../src/ports/bench-table.ts';

/** Before the first look at a table. */
export function emptySample(): BenchSample {
  return {
    atMs: 0,
    tiltDeg: 0,
    rateDegPerSec: 0,
    accelDegPerSec2: 0,
    duty: 0,
    currentAmps: 0,
    supplyVolts: 0,
    brakeReleased: false,
    inputs: 0,
    lamps: { green: false, yellow: false, red: false, buzzer: false },
    view: null,
  };
}
