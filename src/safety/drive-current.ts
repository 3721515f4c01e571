import type { Settings } from '../config/settings.ts';
import type { TableEstimate } from '../domain/estimate.ts';
import { eStopOpen } from '../domain/inputs.ts';
import type { MotionRecord } from '../domain/motion.ts';
import type { Check, SafetyInput } from './check.ts';
import { Sustained } from './sustained.ts';

/** More than the sensor's noise and offset; a motor that turns free takes about as much. */
const SOME_AMPS = 1.5;
/** Under this on average no motor is connected; a free one takes 1 A at full duty. */
const NO_AMPS = 0.08;
const AVERAGED_MS = 500;
const SHORT_MS = 100;
/** A drive that stays powered at rest gets no chance to prove it: then a current for this long is one. */
const LONG_SHORT_MS = 400;
/** The power is off, and a frame has come that was measured after it. */
const SHOWS_MS = 50;
/** A table that control has in hand follows its setpoint's rate far closer than this ... */
const SWERVES_DEG_PER_SEC = 1;
const SWERVES_MS = 100;
/** ... and one that was stopped for it is judged within this time. */
const SWERVED_WITHIN_MS = 1500;
/** Share of a new sample in the mean of the current that the motion took: a third of a second. */
const DRIVEN_SHARE = 0.03;
const OFFSET_MS = 500;
/** Friction alone takes 1 A of the drive. */
const LEAST_AMPS = 0.6;
const FIRST_MOTION_DEG = 2;
const STANDS_DEG_PER_SEC = 0.3;
/** A potentiometer that stands may be stuck: the accelerometer's noise over such a time is 0.3 deg, a ramp's way 1 deg. */
const STANDS_WITHIN_DEG = 0.5;
/** Over the duty at which the loaded table begins to move. */
const CLEARLY_MORE_DUTY = 0.05;
/** Where a drive's own end switch may have cut its current, from either end of the range, deg. */
const END_SWITCH_WITHIN_DEG = 4;

/**
 * H-16: with the drive powered, at duty 0 and at rest, a current flows for 100 ms, and it is gone when the power is: a
 * switch of the bridge is shorted. A current that is still said to flow then is an error of the sense (H-54), which
 * must not keep a rider where the table stands; but where no pin cuts the bridge's supply a short flows on, too. An
 * error of the sense does not make the table swerve, and what it adds at rest it has added in motion.
 */
export function bridgeShorted(): Check {
  const flowing = new Sustained();
  const unpowered = new Sustained();
  const swerve = new Swerve();
  let suspected = false;
  return {
    id: 'H-16',
    reaction: 'OFF',
    present({ estimate, motion }: SafetyInput): boolean {
      const { nowMs, rateDegPerSec, currentAmps } = estimate;
      swerve.update(estimate, motion);
      const atRest = motion.driveEnabled && motion.duty === 0 && Math.abs(rateDegPerSec) < STANDS_DEG_PER_SEC;
      const flowsMs = flowing.heldMs(atRest && currentAmps > SOME_AMPS, nowMs);
      if (flowsMs >= SHORT_MS) suspected = true;
      if (motion.duty !== 0) suspected = false;
      const offMs = unpowered.heldMs(!motion.driveEnabled, nowMs);
      if (!suspected || flowsMs >= LONG_SHORT_MS) return suspected;
      if (offMs < SHOWS_MS) return false;
      suspected = false;
      return currentAmps < SOME_AMPS || swerve.explains(estimate);
    },
  };
}

/** Whether the drive has just moved the table otherwise than it was told, and with less current than flows now. */
class Swerve {
  readonly #swerving = new Sustained();
  #atMs = Number.NEGATIVE_INFINITY;
  #drivenAmps = 0;

  update({ nowMs, source, fittedRateDegPerSec, currentAmps }: TableEstimate, motion: MotionRecord): void {
    const offDegPerSec = Math.abs(fittedRateDegPerSec - motion.setpointRateDegPerSec);
    const swerves = motion.driving && source !== 'none' && offDegPerSec > SWERVES_DEG_PER_SEC;
    if (this.#swerving.heldMs(swerves, nowMs) >= SWERVES_MS) this.#atMs = nowMs;
    if (motion.driving) this.#drivenAmps += (currentAmps - this.#drivenAmps) * DRIVEN_SHARE;
  }

  explains({ nowMs, currentAmps }: TableEstimate): boolean {
    return nowMs - this.#atMs < SWERVED_WITHIN_MS && currentAmps > this.#drivenAmps + SOME_AMPS;
  }
}

/** H-54: with the drive unpowered a current is said to flow, which cannot be: the sensor has an offset. */
export function currentOffset(): Check {
  const flowing = new Sustained();
  return {
    id: 'H-54',
    reaction: 'RET',
    present({ estimate, motion }: SafetyInput): boolean {
      const unpowered = !motion.driveEnabled && estimate.currentAmps > SOME_AMPS;
      return flowing.heldMs(unpowered, estimate.nowMs) >= OFFSET_MS;
    },
  };
}

/** H-54: the first 2 deg of a session's motion, which take the drive's torque, show no current: the sensor is dead. */
export function currentDead(): Check {
  let wasOpen = false;
  let proven = true;
  let fromDeg = 0;
  return {
    id: 'H-54',
    reaction: 'RET',
    present({ estimate, motion, sessionOpen }: SafetyInput): boolean {
      if (sessionOpen && !wasOpen) {
        proven = false;
        fromDeg = estimate.potTiltDeg;
      }
      wasOpen = sessionOpen;
      if (!sessionOpen || (motion.driving && estimate.currentAmps > LEAST_AMPS)) proven = true;
      return !proven && Math.abs(estimate.potTiltDeg - fromDeg) > FIRST_MOTION_DEG;
    },
  };
}

/** A table whose reports are older seems to stand, whatever it does: a bad line is no broken coupling. */
const FRESH_MS = 50;

/**
 * H-17 and H-55: driven with more duty than moves the loaded table, it stands, and the current is none (the bridge or
 * a lead is open) or that of a motor without a load (the coupling is broken). Something in the way would draw more.
 */
export function driveLost(settings: Settings, id: 'H-17' | 'H-55'): Check {
  const { drive, uprightDeg, invertedDeg } = settings.table;
  const driven = new Sustained();
  let meanAmps = 0;
  let fromAccelDeg = 0;
  return {
    id,
    reaction: 'OFF',
    present({ estimate, motion }: SafetyInput): boolean {
      const pushes =
        motion.driving &&
        estimate.frameAgeMs <= FRESH_MS &&
        estimate.source !== 'none' &&
        estimate.potInBand &&
        !eStopOpen(estimate.inputs) &&
        Math.abs(motion.duty) > drive.blindMinDuty + CLEARLY_MORE_DUTY &&
        Math.abs(estimate.rateDegPerSec) < STANDS_DEG_PER_SEC;
      const atAnEnd =
        drive.actuator?.endSwitchesCutCurrent === true &&
        (estimate.tiltDeg > uprightDeg - END_SWITCH_WITHIN_DEG ||
          estimate.tiltDeg < invertedDeg + END_SWITCH_WITHIN_DEG);
      const forMs = driven.heldMs(pushes && !atAnEnd, estimate.nowMs);
      if (forMs < 0) return false;
      if (forMs === 0) {
        meanAmps = estimate.currentAmps;
        fromAccelDeg = estimate.accelTiltDeg;
      }
      meanAmps += (estimate.currentAmps - meanAmps) * 0.1;
      if (forMs < AVERAGED_MS) return false;
      if (estimate.accelPlausible && Math.abs(estimate.accelTiltDeg - fromAccelDeg) > STANDS_WITHIN_DEG) return false;
      return id === 'H-17' ? meanAmps < NO_AMPS : meanAmps >= NO_AMPS && meanAmps < SOME_AMPS;
    },
  };
}
