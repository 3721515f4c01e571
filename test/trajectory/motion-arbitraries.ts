import fc from 'fast-check';
import type { MotionLimits, TiltState, Trajectory } from '../../src/trajectory/plan-trajectory.ts';

const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });

/** Limits that differ in the two directions. */
export const anyLimits: fc.Arbitrary<MotionLimits> = fc.record({
  maxRate: between(0.5, 8),
  minRate: between(-8, -0.5),
  maxAccel: between(0.5, 10),
  minAccel: between(-10, -0.5),
  maxJerk: between(1, 30),
});

/** A start, a target and limits; `reach` is the highest share of a limit that the start uses, above 1 it may break it. */
export const anyMove = (reach: number): fc.Arbitrary<{ start: TiltState; targetDeg: number; limits: MotionLimits }> =>
  fc
    .record({
      limits: anyLimits,
      tiltDeg: between(-90, 90),
      rateShare: between(-reach, reach),
      accelShare: between(-reach, reach),
      travelDeg: fc.oneof(between(-150, 150), between(-5, 5), between(-0.1, 0.1)),
    })
    .map(({ limits, tiltDeg, rateShare, accelShare, travelDeg }) => ({
      start: {
        tiltDeg,
        rateDegPerSec: rateShare * (rateShare > 0 ? limits.maxRate : -limits.minRate),
        accelDegPerSec2: accelShare * (accelShare > 0 ? limits.maxAccel : -limits.minAccel),
      },
      targetDeg: tiltDeg + travelDeg,
      limits,
    }));

/** Whether the state keeps its limits and can go on keeping them, but for rounding; below 0 a `slack` is a margin. */
export const keepsLimits = (state: TiltState, limits: MotionLimits, slack = 1e-9): boolean => {
  const { rateDegPerSec: rate, accelDegPerSec2: accel } = state;
  const released = rate + (accel * Math.abs(accel)) / (2 * limits.maxJerk);
  const rates = [rate, released];
  return (
    rates.every((each) => each <= limits.maxRate + slack && each >= limits.minRate - slack) &&
    accel <= limits.maxAccel + slack &&
    accel >= limits.minAccel - slack
  );
};

/**
 * By how much a trajectory jumps, or its acceleration changes faster than the jerk allows, between two of `steps` samples;
 * 0 or less for a smooth one. Each number is checked against the integral of the next, up to what the jerk may add.
 */
export const roughnessOf = (trajectory: Trajectory, maxJerk: number, steps: number): number => {
  const stepS = trajectory.durationS / steps;
  const span = maxJerk * stepS;
  let worst = Number.NEGATIVE_INFINITY;
  let from = trajectory.at(0);
  for (let index = 1; index <= steps; index += 1) {
    const to = trajectory.at(index * stepS);
    const meanAccel = (from.accelDegPerSec2 + to.accelDegPerSec2) / 2;
    const meanRate = (from.rateDegPerSec + to.rateDegPerSec) / 2;
    const rateSpan = (Math.abs(from.accelDegPerSec2) + span) * stepS;
    worst = Math.max(
      worst,
      Math.abs(to.accelDegPerSec2 - from.accelDegPerSec2) - span,
      Math.abs(to.rateDegPerSec - from.rateDegPerSec - meanAccel * stepS) - span * stepS,
      Math.abs(to.tiltDeg - from.tiltDeg - meanRate * stepS) - rateSpan * stepS,
    );
    from = to;
  }
  return worst;
};
