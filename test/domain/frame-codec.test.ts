import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc16 } from '../../src/domain/crc16.ts';
import { FrameCodec, packedSize, sizeOf } from '../../src/domain/frame-codec.ts';
import { COMMAND_LAYOUT, SYSEX, TELEMETRY_LAYOUT } from '../../src/domain/lease-frames.ts';

const WIRE_OVERHEAD = 3;
const MOST_TELEMETRY_BYTES = 40;
const command = () => new FrameCodec(SYSEX.command, COMMAND_LAYOUT);
const anyCommand = fc.record({
  sessionId: fc.integer({ min: 1, max: 0xffff }),
  sequence: fc.integer({ min: 0, max: 0xffff }),
  duty: fc.integer({ min: -10_000, max: 10_000 }),
  leaseMs: fc.integer({ min: 20, max: 500 }),
  flags: fc.integer({ min: 0, max: 63 }),
});
const empty = () => ({ sessionId: 0, sequence: 0, duty: 0, leaseMs: 0, flags: 0 });

describe('the frames of the lease link', () => {
  it('has the CRC of its published check value', () => {
    expect(crc16(new TextEncoder().encode('123456789'))).toBe(0x29b1);
  });

  it('puts telemetry into 40 bytes of the wire', () => {
    expect(packedSize(sizeOf(TELEMETRY_LAYOUT) + 2) + WIRE_OVERHEAD).toBeLessThanOrEqual(MOST_TELEMETRY_BYTES);
  });

  it('reads what it wrote, and only seven bits of each byte are used', () => {
    fc.assert(
      fc.property(anyCommand, (values) => {
        const packed = command().encode(values);
        const seen = empty();
        expect(packed.every((byte) => byte < 0x80)).toBe(true);
        expect(command().decode(packed, seen)).toBe(true);
        expect(seen).toEqual(values);
      }),
    );
  });

  it('[H-30] takes no frame in which one or two bits have flipped, and leaves the last values as they are', () => {
    const bits = packedSize(sizeOf(COMMAND_LAYOUT) + 2) * 7 - 3;
    const bit = fc.integer({ min: 0, max: bits - 1 });
    fc.assert(
      fc.property(anyCommand, bit, bit, (values, first, second) => {
        const packed = command().encode(values).slice();
        for (const at of new Set([first, second]))
          packed[Math.floor(at / 7)] = (packed[Math.floor(at / 7)] ?? 0) ^ (1 << (at % 7));
        const seen = empty();
        expect(command().decode(packed, seen)).toBe(false);
        expect(seen).toEqual(empty());
      }),
    );
  });

  it('takes no frame that is too short or too long', () => {
    const packed = command().encode({ sessionId: 1, sequence: 2, duty: 3, leaseMs: 250, flags: 0 });
    expect(command().decode(packed.slice(1), empty())).toBe(false);
    expect(command().decode(new Uint8Array([...packed, 0]), empty())).toBe(false);
  });
});
