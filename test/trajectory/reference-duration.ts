import type { MotionLimits, TiltState } from '../../src/trajectory/plan-trajectory.ts';

/**
 * The shortest duration to rest, found without the planner's algebra: states are integrated step by step, every peak is
 * searched by halving. Only for starts inside the limits that are not bound to leave them.
 */
export const referenceDuration = (start: TiltState, targetDeg: number, limits: MotionLimits): number => {
  const stopped = changeRate({ ...start, timeS: 0 }, 0, limits);
  if (targetDeg < stopped.tiltDeg) return referenceDuration(upsideDown(start), -targetDeg, turned(limits));
  const atMaxRate = changeRate({ ...start, timeS: 0 }, limits.maxRate, limits);
  const cruised = changeRate(atMaxRate, 0, limits);
  if (cruised.tiltDeg <= targetDeg) return cruised.timeS + (targetDeg - cruised.tiltDeg) / limits.maxRate;

  // Push upward for a while, then stop: the longer the push, the farther the stop.
  const stopAfter = (pushS: number): Moment => changeRate(push({ ...start, timeS: 0 }, pushS, limits), 0, limits);
  const pushS = halve(0, atMaxRate.timeS, (middleS) => stopAfter(middleS).tiltDeg < targetDeg);
  return stopAfter(pushS).timeS;
};

/** Where the fastest stop comes to rest, and when. Any acceleration inside its limits. */
export const referenceStop = (start: TiltState, limits: MotionLimits): Moment =>
  changeRate({ ...start, timeS: 0 }, 0, limits);

interface Moment extends TiltState {
  timeS: number;
}

const advance = (from: Moment, jerk: number, stepS: number): Moment => ({
  timeS: from.timeS + stepS,
  tiltDeg:
    from.tiltDeg + from.rateDegPerSec * stepS + (from.accelDegPerSec2 * stepS ** 2) / 2 + (jerk * stepS ** 3) / 6,
  rateDegPerSec: from.rateDegPerSec + from.accelDegPerSec2 * stepS + (jerk * stepS ** 2) / 2,
  accelDegPerSec2: from.accelDegPerSec2 + jerk * stepS,
});

const push = (from: Moment, pushS: number, { maxAccel, maxJerk }: MotionLimits): Moment => {
  const jerkS = Math.min(pushS, Math.max((maxAccel - from.accelDegPerSec2) / maxJerk, 0));
  return advance(advance(from, maxJerk, jerkS), 0, pushS - jerkS);
};

/** The fastest change to a rate at acceleration 0: to a peak acceleration, kept if it is the highest allowed, and to 0. */
const changeRate = (from: Moment, rate: number, limits: MotionLimits): Moment => {
  const { rateDegPerSec, accelDegPerSec2 } = from;
  const { maxAccel, maxJerk } = limits;
  const released = rateDegPerSec + (accelDegPerSec2 * Math.abs(accelDegPerSec2)) / (2 * maxJerk);
  if (rate < released) {
    const mirrored = changeRate({ ...upsideDown(from), timeS: from.timeS }, -rate, turned(limits));
    return { ...upsideDown(mirrored), timeS: mirrored.timeS };
  }
  const viaPeak = (peak: number, holdS: number): Moment =>
    advance(advance(advance(from, maxJerk, (peak - accelDegPerSec2) / maxJerk), 0, holdS), -maxJerk, peak / maxJerk);
  const lowest = Math.max(accelDegPerSec2, 0);
  const missing = rate - viaPeak(Math.max(maxAccel, lowest), 0).rateDegPerSec;
  if (missing >= 0) return viaPeak(Math.max(maxAccel, lowest), missing / maxAccel);
  return viaPeak(
    halve(lowest, maxAccel, (peak) => viaPeak(peak, 0).rateDegPerSec < rate),
    0,
  );
};

const halve = (low: number, high: number, isTooLow: (middle: number) => boolean): number => {
  let [below, above] = [low, high];
  for (let halvings = 0; halvings < 60; halvings += 1) {
    const middle = (below + above) / 2;
    if (isTooLow(middle)) below = middle;
    else above = middle;
  }
  return below;
};

const upsideDown = ({ tiltDeg, rateDegPerSec, accelDegPerSec2 }: TiltState): TiltState => ({
  tiltDeg: -tiltDeg,
  rateDegPerSec: -rateDegPerSec,
  accelDegPerSec2: -accelDegPerSec2,
});

const turned = ({ maxRate, minRate, maxAccel, minAccel, maxJerk }: MotionLimits): MotionLimits => ({
  maxRate: -minRate,
  minRate: -maxRate,
  maxAccel: -minAccel,
  minAccel: -maxAccel,
  maxJerk,
});
