import type { TableEstimate } from '../../src/domain/estimate.ts';
import type { SensorFrame } from '../../src/domain/frames.ts';
import { INPUT, INPUTS_AT_REST } from '../../src/domain/inputs.ts';
import type { MotionRecord } from '../../src/domain/motion.ts';
import type { SafetyVerdict } from '../../src/domain/verdict.ts';
import type { Check, SafetyInput } from '../../src/safety/check.ts';

/** A table upright and at rest with a rider locked in; every field can be said otherwise. */
export function estimateOf(said: Partial<TableEstimate> = {}): TableEstimate {
  const tiltDeg = said.tiltDeg ?? 75;
  return {
    nowMs: 0,
    tiltDeg,
    rateDegPerSec: 0,
    source: 'potentiometer',
    inDoubt: false,
    rebasedByDeg: 0,
    potTiltDeg: tiltDeg,
    potInBand: true,
    potJumped: false,
    accelTiltDeg: tiltDeg,
    accelPlausible: true,
    frameAgeMs: 0,
    fittedRateDegPerSec: 0,
    headDown: tiltDeg < -5,
    currentAmps: 0,
    supplyVolts: 24,
    boardClockMs: said.nowMs ?? 0,
    inputs: INPUTS_AT_REST | (tiltDeg > 74 ? INPUT.UPRIGHT_LIMIT : 0),
    limitRefuted: false,
    damagedFrames: 0,
    ...said,
  };
}

export function motionOf(said: Partial<MotionRecord> = {}): MotionRecord {
  return {
    kind: 'standing',
    setpointDeg: 75,
    setpointRateDegPerSec: 0,
    duty: 0,
    driveEnabled: said.driving ?? false,
    driving: false,
    rateLimitDegPerSec: 2,
    returning: false,
    retreating: false,
    ...said,
  };
}

export function verdictOf(said: Partial<SafetyVerdict> = {}): SafetyVerdict {
  return {
    raised: [],
    faults: [],
    returnDemanded: false,
    trusted: 'potentiometer',
    inDoubt: false,
    mustBrake: false,
    clampsLost: false,
    ...said,
  };
}

export interface SafetySaid extends Partial<Omit<SafetyInput, 'estimate' | 'motion'>> {
  readonly estimate?: Partial<TableEstimate>;
  readonly motion?: Partial<MotionRecord>;
}

export function safetyInputOf({ estimate, motion, ...said }: SafetySaid = {}): SafetyInput {
  return {
    mode: 'leased',
    sessionOpen: true,
    occupancy: 'person',
    riderMoves: false,
    ...said,
    estimate: estimateOf(estimate),
    motion: motionOf(motion),
  };
}

/** Shows a check the same thing every 10 ms; returns the time at which it first says 'present', or null. */
export function tripMs(check: Check, said: SafetySaid, forMs: number, fromMs = 0): number | null {
  for (let nowMs = fromMs; nowMs <= fromMs + forMs; nowMs += 10) {
    if (check.present(safetyInputOf({ ...said, estimate: { ...said.estimate, nowMs } }))) return nowMs - fromMs;
  }
  return null;
}

/** Commands 2 deg/s for a time, while both sources move at rates of their own; returns the setpoint's travel at the trip. */
export function travelAtTrip(
  check: Check,
  rates: { readonly commanded: number; readonly pot: number; readonly accel: number },
  said: SafetySaid = {},
): number | null {
  for (let tick = 0; tick < 500; tick += 1) {
    const timeS = tick / 100;
    const input = safetyInputOf({
      ...said,
      estimate: {
        tiltDeg: 0,
        ...said.estimate,
        nowMs: tick * 10,
        potTiltDeg: rates.pot * timeS,
        accelTiltDeg: rates.accel * timeS,
      },
      motion: {
        kind: 'moving',
        driving: true,
        setpointDeg: rates.commanded * timeS,
        setpointRateDegPerSec: rates.commanded,
        duty: Math.sign(rates.commanded) * 0.2,
        ...said.motion,
      },
    });
    if (check.present(input)) return Math.abs(rates.commanded * timeS);
  }
  return null;
}

/** A frame of a table at a tilt, with sound and exact sensors. */
export function frameOf(tiltDeg: number, said: Partial<SensorFrame> = {}): SensorFrame {
  const tiltRad = (tiltDeg * Math.PI) / 180;
  const atMs = said.atMs ?? 0;
  return {
    atMs,
    sequence: atMs / 10,
    tiltCounts: 512 + tiltDeg / (270 / 1024),
    accelAlongG: Math.sin(tiltRad),
    accelOutG: Math.cos(tiltRad),
    accelAtMs: atMs,
    currentAmps: 0,
    supplyVolts: 24,
    inputs: INPUTS_AT_REST | (tiltDeg > 74 ? INPUT.UPRIGHT_LIMIT : 0),
    mode: 'leased',
    damagedFrames: 0,
    bootId: 1,
    boardClockMs: atMs,
    appliedDuty: 0,
    ...said,
  };
}
