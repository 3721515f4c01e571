import { FrameCodec, type FrameValues } from '../../src/domain/frame-codec.ts';
import type { SensorFrame } from '../../src/domain/frames.ts';
import { BOARD_MODES, CONVERSIONS, FULL_DUTY, SYSEX, TELEMETRY_LAYOUT } from '../../src/domain/lease-frames.ts';
import { AMPS_PER_STEP, G_PER_STEP, VOLTS_PER_STEP } from './analog-scales.ts';
import { ArrivalTime } from './arrival-time.ts';

export type TelemetryValues = FrameValues<typeof TELEMETRY_LAYOUT>;

const MODE_BITS = 0x07;
const BYTE = 0xff;
/** An accelerometer's age that says no more than 'this or more', ms. */
const OLDEST_ACCEL_MS = 255;
/**
 * No line holds a frame back for so long behind newer ones, ms: a clock that goes back further has begun anew, though the
 * board could not store the number of its start.
 */
const BEGAN_ANEW_MS = 500;
/** Added to a boot id that has not changed. */
const BOOT_IDS = 0x1_0000;
/** A sequence of 8 bits that is this far ahead is rather behind. */
const HALF_SEQUENCE = 128;

/**
 * Makes the frames that a board reports into the one record that the cycle reads. Damaged, repeated and overtaken frames
 * change nothing but their count; a board that has started anew is taken as it is.
 */
export class TelemetryDecoder {
  readonly frame: SensorFrame;
  readonly values: TelemetryValues;
  /** Frames that came again, or that newer ones had overtaken. */
  overtaken = 0;
  readonly #codec = new FrameCodec(SYSEX.telemetry, TELEMETRY_LAYOUT);
  readonly #seen: TelemetryValues;
  readonly #arrival = new ArrivalTime();
  #heard = false;
  #unstored = 0;

  constructor(nowMs: number) {
    this.values = noTelemetry();
    this.#seen = noTelemetry();
    this.frame = silentFrame(nowMs);
  }

  /** True where the frame was sound and newer than the last. */
  decode(packed: Uint8Array, nowMs: number): boolean {
    const seen = this.#seen;
    if (!this.#codec.decode(packed, seen) || BOARD_MODES[seen.mode & MODE_BITS] === undefined) {
      this.frame.damagedFrames += 1;
      return false;
    }
    const beganAnew = seen.boardClockMs < this.values.boardClockMs - BEGAN_ANEW_MS;
    const sameBoot = this.#heard && seen.bootId === this.values.bootId && !beganAnew;
    const ahead = (seen.sequence - this.values.sequence) & BYTE;
    if (sameBoot && !this.#isNewer(ahead)) {
      this.overtaken += 1;
      return false;
    }
    if (!sameBoot) this.#startAnew();
    this.#take(nowMs, sameBoot ? ahead : null);
    return true;
  }

  /** A frame of ours arrived in pieces. */
  damaged(): void {
    this.frame.damagedFrames += 1;
  }

  /** The port was opened anew: whatever board is there now is believed. */
  forget(): void {
    this.#heard = false;
  }

  /** By the board's clock, and within its millisecond by the sequence. */
  #isNewer(ahead: number): boolean {
    const { boardClockMs } = this.#seen;
    if (boardClockMs !== this.values.boardClockMs) return boardClockMs > this.values.boardClockMs;
    return ahead > 0 && ahead < HALF_SEQUENCE;
  }

  #startAnew(): void {
    this.#arrival.reset();
    if (this.#heard && this.#seen.bootId === this.values.bootId) this.#unstored += BOOT_IDS;
  }

  /** `ahead` of the last frame by so many; null where there is none of the same start. */
  #take(nowMs: number, ahead: number | null): void {
    const { values, frame } = this;
    const seen = this.#seen;
    // What the board could not read of our frames is damage of the same line.
    if (ahead !== null) frame.damagedFrames += (seen.damaged - values.damaged) & BYTE;
    Object.assign(values, seen);
    this.#heard = true;
    frame.atMs = this.#arrival.of(values.boardClockMs, nowMs);
    frame.sequence += Math.max(ahead ?? 1, 1);
    frame.tiltCounts = values.tiltSum / CONVERSIONS;
    if (values.accelAgeMs < OLDEST_ACCEL_MS) {
      frame.accelAlongG = values.accelAlong * G_PER_STEP;
      frame.accelOutG = values.accelOut * G_PER_STEP;
      frame.accelAtMs = frame.atMs - values.accelAgeMs;
    }
    frame.currentAmps = values.currentSum * AMPS_PER_STEP;
    frame.supplyVolts = values.supplySum * VOLTS_PER_STEP;
    frame.inputs = values.inputs;
    frame.mode = BOARD_MODES[values.mode & MODE_BITS] ?? 'off';
    frame.bootId = values.bootId + this.#unstored;
    frame.boardClockMs = values.boardClockMs;
    frame.appliedDuty = values.duty / FULL_DUTY;
  }
}

/** What a host has before anything has arrived: nothing that could be believed. */
export function silentFrame(nowMs: number): SensorFrame {
  return {
    atMs: nowMs,
    sequence: 0,
    tiltCounts: 0,
    accelAlongG: 0,
    accelOutG: 0,
    accelAtMs: Number.NEGATIVE_INFINITY,
    currentAmps: 0,
    supplyVolts: 0,
    inputs: 0,
    mode: 'idle',
    damagedFrames: 0,
    bootId: 0,
    boardClockMs: 0,
    appliedDuty: 0,
  };
}

function noTelemetry(): TelemetryValues {
  return {
    sequence: 0,
    boardClockMs: 0,
    bootId: 0,
    sessionId: 0,
    echo: 0,
    tiltSum: 0,
    accelAlong: 0,
    accelOut: 0,
    accelAgeMs: OLDEST_ACCEL_MS,
    currentSum: 0,
    supplySum: 0,
    inputs: 0,
    mode: 0,
    faults: 0,
    duty: 0,
    damaged: 0,
  };
}
