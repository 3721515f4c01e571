import type { SensorFrame } from './frames.ts';

/** What a host has before anything has arrived. */
export function firstFrame(nowMs: number): SensorFrame {
  return {
    atMs: nowMs,
    sequence: 0,
    tiltCounts: 0,
    accelAlongG: 0,
    accelOutG: 1,
    accelAtMs: Number.NEGATIVE_INFINITY,
    currentAmps: 0,
    supplyVolts: 0,
    inputs: 0,
    mode: 'idle',
    bootId: 1,
    boardClockMs: 0,
    damagedFrames: 0,
    appliedDuty: 0,
  };
}
