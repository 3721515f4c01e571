/**
 * Bounds that no file, console or bench can move: `load-settings.ts`, the one way by which settings come in, and the
 * check of programs refuse what is outside them. `plantRateDegPerSec` is what the plant is judged by.
 */
export const BOUNDS = {
  tiltDeg: { low: -90, high: 90 },
  rampRateDegPerSec: 4,
  emergencyRateDegPerSec: 6,
  headUpRateDegPerSec: 4,
  accelDegPerSec2: 6,
  jerkDegPerSec3: 12,
  headDownMs: 15 * 60_000,
  sessionMs: 60 * 60_000,
  pauseHeadDownMs: 5 * 60_000,
  holdToRunMs: 120_000,
  leaseMs: 500,
  sensorSilentMs: 150,
  /** The plant never moves faster, whatever has failed. */
  plantRateDegPerSec: 8,
} as const;
