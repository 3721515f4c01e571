/**
 * Bounds that no file, console or bench can move. Where a setting is read, `load-settings.ts` refuses one outside them;
 * where the table is moved, `interlock.ts` and the checks judge by them again. Source: docs/hazards.md, 'Numbers'.
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
