import type { SensorFrame } from '../src/domain/frames.ts';

/** A frame that is overtaken arrives this many frames late. */
const LATE_FRAMES = 5;
/** Frames kept for what arrives late; a power of two above it. */
const KEPT = 8;

/** What is wrong with the way of frames from board to host. */
export interface TelemetryDefects {
  /** Frames no longer arrive: the last one is read again and again. */
  stalled: boolean;
  /** The same, by the board's own doing. */
  muted: boolean;
  /** Nothing arrives before this time, ms. */
  silentUntilMs: number;
  /** Every n-th frame fails its CRC and is dropped; 0: none. Its number is missing then. */
  droppedEvery: number;
  /** So many of the next frames are dropped, besides. */
  dropNext: number;
  /** After every n-th frame the one before it arrives again, with its old number; 0: none. */
  repeatedEvery: number;
  /** After every n-th frame one arrives that the newer ones have overtaken; 0: none. */
  lateEvery: number;
  /** The first frame after each change of an input still tells how it was before. */
  edgesLost: boolean;
}

export function soundTelemetry(): TelemetryDefects {
  return {
    stalled: false,
    muted: false,
    silentUntilMs: Number.NEGATIVE_INFINITY,
    droppedEvery: 0,
    dropNext: 0,
    repeatedEvery: 0,
    lateEvery: 0,
    edgesLost: false,
  };
}

/**
 * The line on which frames travel, whole or not at all: it knows no bytes. What a CRC would refuse is dropped here, and
 * what comes late or twice keeps the number and the board's time that it was sent with; its arrival is now.
 */
export class TelemetryLine {
  readonly defects = soundTelemetry();
  /** Frames so far that a CRC has refused. */
  damagedFrames = 0;
  readonly #sent: SensorFrame[];
  /** As the host has it. */
  readonly #received: SensorFrame;
  #sentCount = 0;
  #wasSound = true;
  #lastInputs = 0;

  constructor(frame: SensorFrame) {
    this.#received = { ...frame };
    this.#sent = Array.from({ length: KEPT }, () => ({ ...frame }));
  }

  /** Nothing is wrong: the host may read the board's own record. */
  get isSound(): boolean {
    const { defects } = this;
    const sound =
      defects.droppedEvery === 0 &&
      defects.dropNext === 0 &&
      defects.repeatedEvery === 0 &&
      defects.lateEvery === 0 &&
      !defects.edgesLost;
    if (sound) this.#wasSound = true;
    return sound;
  }

  isSilent(nowMs: number): boolean {
    return this.defects.stalled || this.defects.muted || nowMs < this.defects.silentUntilMs;
  }

  /** Before a frame is written over the last one: what the host has so far. */
  keep(last: SensorFrame): void {
    if (!this.#wasSound) return;
    this.#wasSound = false;
    this.#sentCount = 0;
    this.#lastInputs = last.inputs;
    Object.assign(this.#received, last);
    for (const slot of this.#sent) Object.assign(slot, last);
  }

  /** Carries one frame; returns what the host then has. */
  carry(frame: SensorFrame): SensorFrame {
    const received = this.#received;
    const { defects } = this;
    const number = this.#sentCount;
    this.#sentCount += 1;
    const slot = this.#sent[number % KEPT] as SensorFrame;
    Object.assign(slot, frame);
    if (defects.dropNext > 0 || isNth(number, defects.droppedEvery)) {
      defects.dropNext = Math.max(0, defects.dropNext - 1);
      this.damagedFrames += 1;
      received.damagedFrames = this.damagedFrames;
      return received;
    }
    if (isNth(number, defects.repeatedEvery)) return this.#receiveAgain(number - 1, frame.atMs);
    if (isNth(number, defects.lateEvery)) return this.#receiveAgain(number - LATE_FRAMES, frame.atMs);
    Object.assign(received, frame);
    if (defects.edgesLost) {
      received.inputs = this.#lastInputs;
      this.#lastInputs = frame.inputs;
    }
    return received;
  }

  #receiveAgain(number: number, nowMs: number): SensorFrame {
    const received = this.#received;
    Object.assign(received, this.#sent[Math.max(number, 0) % KEPT]);
    received.atMs = nowMs;
    received.damagedFrames = this.damagedFrames;
    received.accelAtMs = nowMs;
    return received;
  }
}

function isNth(number: number, every: number): boolean {
  return every > 0 && number % every === every - 1;
}
