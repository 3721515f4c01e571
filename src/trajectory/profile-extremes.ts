import type { JerkProfile } from './jerk-profile.ts';
import type { TiltState } from './trajectory.ts';

/** The lowest tilt of a profile, deg. */
export const lowestTiltOf = (profile: JerkProfile): number => {
  let lowestDeg = profile.at(0).tiltDeg;
  for (const { fromS, toS, from, jerk } of phasesOf(profile)) {
    lowestDeg = Math.min(lowestDeg, profile.at(toS).tiltDeg);
    const turnS = fromS + turnTimeOf(from, jerk);
    if (turnS > fromS && turnS < toS) lowestDeg = Math.min(lowestDeg, profile.at(turnS).tiltDeg);
  }
  return lowestDeg;
};

/** The highest rate of a profile between two of its times, deg/s. */
export const highestRateOf = (profile: JerkProfile, { startS, endS }: { startS: number; endS: number }): number => {
  let highest = Math.max(profile.at(startS).rateDegPerSec, profile.at(endS).rateDegPerSec);
  const consider = (timeS: number): void => {
    if (timeS > startS && timeS < endS) highest = Math.max(highest, profile.at(timeS).rateDegPerSec);
  };
  for (const { fromS, toS, from, jerk } of phasesOf(profile)) {
    const peakS = fromS - from.accelDegPerSec2 / jerk;
    if (peakS > fromS && peakS < toS) consider(peakS);
    consider(toS);
  }
  return highest;
};

interface Phase {
  readonly fromS: number;
  readonly toS: number;
  readonly from: TiltState;
  readonly jerk: number;
}

const phasesOf = (profile: JerkProfile): Phase[] => {
  const { knotsS, jerks } = profile;
  return knotsS.slice(1).map((toS, index) => {
    const fromS = knotsS[index] ?? 0;
    return { fromS, toS, from: profile.at(fromS), jerk: jerks[index] ?? 0 };
  });
};

/** When, from the start of a phase, a descent turns into an ascent; not a number, or outside the phase, if it does not. */
const turnTimeOf = ({ rateDegPerSec, accelDegPerSec2 }: TiltState, jerk: number): number => {
  const turnAccel = Math.sqrt(accelDegPerSec2 ** 2 - 2 * jerk * rateDegPerSec);
  // The same root twice, each where its terms do not cancel; the first alone does without a jerk.
  return accelDegPerSec2 > 0
    ? (-2 * rateDegPerSec) / (accelDegPerSec2 + turnAccel)
    : (turnAccel - accelDegPerSec2) / jerk;
};
