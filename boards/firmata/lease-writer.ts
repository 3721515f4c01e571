import type { Writable } from 'node:stream';
import { FrameCodec, type FrameValues } from '../../src/domain/frame-codec.ts';
import { COMMAND_LAYOUT, SYSEX } from '../../src/domain/lease-frames.ts';
import { END_SYSEX, START_SYSEX } from './firmata-protocol.ts';

/** F7, F0 and the number stand before the packed frame. */
const HEAD_BYTES = 3;
/** Frames whose bytes stay as they are after they were written, for a stream that passes them on and does not copy. */
const KEPT_FRAMES = 8;

export type CommandValues = FrameValues<typeof COMMAND_LAYOUT>;

/**
 * Puts command frames on the line, each with an F7 before it, so that a stray F0 swallows nothing. A frame that would
 * have to wait is dropped: a host that comes back after a stall must not say what was right two seconds ago.
 */
export class LeaseWriter {
  /** Frames that were not sent because the line had not taken what went before. */
  dropped = 0;
  readonly #stream: Writable;
  readonly #codec = new FrameCodec(SYSEX.command, COMMAND_LAYOUT);
  readonly #frames: readonly Buffer[];
  #next = 0;

  constructor(stream: Writable) {
    this.#stream = stream;
    const packed = this.#codec.encode({ sessionId: 0, sequence: 0, duty: 0, leaseMs: 0, flags: 0 });
    this.#frames = Array.from({ length: KEPT_FRAMES }, () => {
      const frame = Buffer.alloc(HEAD_BYTES + packed.length + 1, END_SYSEX);
      frame[1] = START_SYSEX;
      frame[2] = SYSEX.command;
      return frame;
    });
  }

  /** Never throws, never waits. False where the frame was dropped. */
  send(values: Readonly<CommandValues>): boolean {
    const frame = this.#frames[this.#next];
    if (frame === undefined || this.#stream.destroyed || this.#stream.writableLength > 0) {
      this.dropped += 1;
      return false;
    }
    this.#next = (this.#next + 1) % KEPT_FRAMES;
    frame.set(this.#codec.encode(values), HEAD_BYTES);
    this.#stream.write(frame);
    return true;
  }
}
