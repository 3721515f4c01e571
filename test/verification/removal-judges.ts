import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { emergencyWayMs, type ShortResult, sampleAt, uprightFromMs } from '../cycle/short-session.ts';

/** Whether the plant showed a reaction, after a fault at `atMs`; false where the check was missed. */
export type Holds = (result: ShortResult, atMs: number) => boolean;

const OVERHEAD_MS = 4000;
/** Over 150 ms of a current that only a motor against something takes is a push. */
const PUSHES_MS = 150;
const SAMPLE_MS = 50;

export const isWithinBounds = ({ violations, minTiltDeg, maxRateDegPerSec }: ShortResult): boolean =>
  violations.length === 0 && minTiltDeg > -62.5 && maxRateDegPerSec < 8;

export const isUprightWithin =
  (ms: (tiltDeg: number) => number): Holds =>
  (result, atMs) =>
    uprightFromMs(result) - atMs < ms(sampleAt(result, atMs).tiltDeg) && isWithinBounds(result);

export const returnsAtOnce = isUprightWithin((tiltDeg) => emergencyWayMs(tiltDeg) + OVERHEAD_MS);
export const returnsLaterBy = (ms: number): Holds =>
  isUprightWithin((tiltDeg) => emergencyWayMs(tiltDeg) + OVERHEAD_MS + ms);
/** Whoever throws about shakes the table more than its bounds say; up in time all the same. */
export const returnsShaken =
  (ms: number): Holds =>
  (result, atMs) =>
    uprightFromMs(result) - atMs < emergencyWayMs(sampleAt(result, atMs).tiltDeg) + OVERHEAD_MS + ms;
export const returnsAtTwoDegPerSec = isUprightWithin((tiltDeg) => ((75 - tiltDeg) / 2) * 1000 + OVERHEAD_MS);

/** Stands within a time and a few degrees of where it was, and is still there 20 s later. */
export const standsWithin =
  (ms: number): Holds =>
  (result, atMs) => {
    const { tiltDeg } = sampleAt(result, atMs);
    const stoodDeg = sampleAt(result, atMs + ms).tiltDeg;
    const stillDeg = sampleAt(result, atMs + 20_000).tiltDeg;
    return Math.abs(stoodDeg - tiltDeg) < 2.5 && Math.abs(stillDeg - stoodDeg) < 0.1;
  };

/** In a hold the brake stands anyway: the table may not move on after it. */
export const doesNotMoveOn: Holds = (result, atMs) =>
  Math.abs(sampleAt(result, atMs + 40_000).tiltDeg - sampleAt(result, atMs).tiltDeg) < 1;

/** The drive has let go of what is in its way within a time of first pushing. */
export const letsGo: Holds = ({ trace }, atMs) => {
  let pushingMs = 0;
  for (const { tMs, currentAmps } of trace) {
    const pushes = tMs > atMs && currentAmps > DEFAULT_SETTINGS.table.drive.obstructionAmps;
    pushingMs = pushes ? pushingMs + SAMPLE_MS : 0;
    if (pushingMs > PUSHES_MS) return false;
  }
  return true;
};

/** The drive is at fault: the table stays within 3 deg of where the next motion began, on its brake, nothing driven. */
export const standsFromTheNextMotion: Holds = ({ trace, finalTiltDeg }, atMs) => {
  const { tiltDeg } = trace.find(({ tMs }) => tMs >= atMs) ?? { tiltDeg: Number.NaN };
  return Math.abs(finalTiltDeg - tiltDeg) < 3 && isOnBrake(trace.at(-1));
};

/** Wherever the motion that was under way has ended. */
export const endsOnTheBrake: Holds = (result) => isOnBrake(result.trace.at(-1)) && isWithinBounds(result);

function isOnBrake(last: ShortResult['trace'][number] | undefined): boolean {
  return last?.brakeReleased === false && last.duty === 0;
}

/** Nobody is left to a drive that does nothing: the brake is off for so long in all, ms. */
export const brakeOffUnder =
  (ms: number): Holds =>
  ({ trace }, atMs) =>
    trace.filter(({ tMs, brakeReleased }) => tMs > atMs && brakeReleased).length * SAMPLE_MS < ms;

/** From a hold the way up begins within a time. */
export const leavesTheBrakeWithin =
  (ms: number): Holds =>
  (result, atMs) =>
    sampleAt(result, atMs + ms).brakeReleased;

/** It turns before the table is below a tilt, and ends upright. */
export const turnsAbove =
  (tiltDeg: number): Holds =>
  (result) =>
    result.minTiltDeg > tiltDeg && Number.isFinite(uprightFromMs(result));

/** With the rider up, the session is over as well. */
export const isOverWithUpright: Holds = (result) => result.simMs - uprightFromMs(result) < 10_000;
