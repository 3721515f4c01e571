import { FrameCodec, type FrameValues } from '../../src/domain/frame-codec.ts';
import type { BoardMode } from '../../src/domain/frames.ts';
import {
  BOARD_FAULT,
  BOARD_MODES,
  COMMAND_FLAG,
  COMMAND_LAYOUT,
  FULL_DUTY,
  SYSEX,
  TELEMETRY_LAYOUT,
} from '../../src/domain/lease-frames.ts';

const F0 = 0xf0;
const F7 = 0xf7;
/** Duty that a host of the house changes by in a cycle, at the most. */
const SLEW_PER_CYCLE = 0.0045;
/** F0, number, packed telemetry, F7: what is longer is something else. */
const MOST_BYTES = 40;

/** What the line carries from here to the board. */
export type SendBytes = (bytes: Uint8Array) => void;

/**
 * A host without a mind at the byte's end of the link: opens sessions, renews the lease with a duty every cycle for as
 * long as it lives, and reads what comes. It checks nothing: that is left to the board.
 */
export class RawLeaseHost {
  isAlive = true;
  /** What it asks for, -1..+1 toward upright; it gets there as fast as a host of the house may. */
  wantedDuty = 0;
  flags = 0;
  leaseMs = 250;
  sessionId = 0;
  sequence = 0;
  /** As sent last. */
  duty = 0;
  /** Sound frames of telemetry, and bytes that were none. */
  frames = 0;
  damaged = 0;
  readonly telemetry: FrameValues<typeof TELEMETRY_LAYOUT>;
  readonly #send: SendBytes;
  readonly #commands = new FrameCodec(SYSEX.command, COMMAND_LAYOUT);
  readonly #decoder = new FrameCodec(SYSEX.telemetry, TELEMETRY_LAYOUT);
  readonly #bytes = new Uint8Array(MOST_BYTES);
  #length = -1;

  constructor(send: SendBytes) {
    this.#send = send;
    const none = TELEMETRY_LAYOUT.map(({ name }) => [name, 0] as const);
    this.telemetry = Object.fromEntries(none) as FrameValues<typeof TELEMETRY_LAYOUT>;
  }

  /** As the newest frame of telemetry says. */
  get mode(): BoardMode {
    return BOARD_MODES[this.telemetry.mode & 7] ?? 'idle';
  }

  get isLeased(): boolean {
    return this.mode === 'leased' && this.telemetry.sessionId === this.sessionId;
  }

  hasFault(name: keyof typeof BOARD_FAULT): boolean {
    return (this.telemetry.faults & BOARD_FAULT[name]) !== 0;
  }

  /** From the next cycle on it asks for a new session: no motion, by another id. */
  openSession(sessionId = this.sessionId + 1): void {
    this.sessionId = sessionId;
    this.sequence = 0;
    this.stand(COMMAND_FLAG.person);
  }

  /** On the brake. */
  stand(flags: number = COMMAND_FLAG.person | COMMAND_FLAG.mayInvert): void {
    this.wantedDuty = 0;
    this.duty = 0;
    this.flags = flags;
  }

  /** Brake free, toward a duty. */
  move(duty: number): void {
    this.wantedDuty = duty;
    this.flags = COMMAND_FLAG.person | COMMAND_FLAG.mayInvert | COMMAND_FLAG.driveEnabled | COMMAND_FLAG.brakeReleased;
  }

  /** One frame of 10 ms. */
  cycle(): void {
    if (!this.isAlive || this.sessionId === 0) return;
    const change = this.wantedDuty - this.duty;
    this.duty += Math.max(-SLEW_PER_CYCLE, Math.min(SLEW_PER_CYCLE, change));
    this.sequence = (this.sequence + 1) & 0xffff;
    this.#send(this.frame());
  }

  /** The bytes of the command as it stands now. */
  frame(): Uint8Array {
    const { sessionId, sequence, leaseMs, flags } = this;
    const duty = Math.round(this.duty * FULL_DUTY);
    const packed = this.#commands.encode({ sessionId, sequence, duty, leaseMs, flags });
    return Uint8Array.from([F7, F0, SYSEX.command, ...packed, F7]);
  }

  receive(byte: number): void {
    if (byte === F0) this.#length = 0;
    else if (byte === F7) this.#end();
    else if (this.#length >= 0 && this.#length < MOST_BYTES) {
      this.#bytes[this.#length] = byte;
      this.#length += 1;
    }
  }

  #end(): void {
    const length = this.#length;
    this.#length = -1;
    if (length < 1 || this.#bytes[0] !== SYSEX.telemetry) return;
    if (this.#decoder.decode(this.#bytes.subarray(1, length), this.telemetry)) this.frames += 1;
    else this.damaged += 1;
  }
}
