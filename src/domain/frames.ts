/** What the hardware reports and what it is told: the two ends of a tick's line. */

/** Who moves the drive: the host under its lease, the board on its way up by itself, or nobody. */
export type BoardMode = 'idle' | 'leased' | 'returning' | 'returned' | 'off';

/**
 * One report of the hardware. The record is owned by the hardware and reused: it is valid until the next `read()`, and
 * nobody keeps it. A silent sensor shows as an old `atMs`, never as a missing value.
 */
export interface SensorFrame {
  /** Monotonic time of arrival, ms. */
  atMs: number;
  sequence: number;
  /** Tilt potentiometer, mean of 8 conversions, 0..1023. */
  tiltCounts: number;
  /** Specific force along the table toward the head and out of its surface, g; the second angle source. */
  accelAlongG: number;
  accelOutG: number;
  /** Arrival of the accelerometer's latest sample, ms. */
  accelAtMs: number;
  /** Magnitude of the drive current, A. */
  currentAmps: number;
  supplyVolts: number;
  /** Bits of `INPUT`. */
  inputs: number;
  mode: BoardMode;
  /** Frames so far that arrived damaged and were dropped. */
  damagedFrames: number;
  /** Changes whenever the board has started anew. */
  bootId: number;
  /** The board's own clock since it started, ms. It runs by another crystal than the host's and begins anew at a reset. */
  boardClockMs: number;
  /** The duty at the drive's pins, -1..+1. */
  appliedDuty: number;
}

/**
 * What the hardware shall do until the next command or the end of the lease. Owned by the cycle and reused.
 */
export interface ActuatorCommand {
  /** -1..+1, positive toward upright. */
  duty: number;
  /** The bridge is powered. With it off and the brake on, the table stands. */
  driveEnabled: boolean;
  brakeReleased: boolean;
  /** Without a renewal within this time the hardware returns the rider by itself, ms. */
  leaseMs: number;
  /** A session has begun and may move downward: the board keeps this through a reset. */
  sessionOpen: boolean;
  /** Somebody is on the table: a board that is not fit to carry one takes no lease. */
  person: boolean;
  /** The alarm that the board goes on sounding if the host falls silent. */
  alarm: AlarmLevel;
}

/** IEC 60601-1-8's levels of urgency. */
export type AlarmLevel = 'none' | 'low' | 'medium' | 'high';
