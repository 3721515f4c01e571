import { FrameCodec, type FrameValues } from '../../src/domain/frame-codec.ts';
import {
  COMMAND_FLAG,
  COMMAND_LAYOUT,
  type FrameField,
  SYSEX,
  TELEMETRY_LAYOUT,
} from '../../src/domain/lease-frames.ts';

/** Frames with every byte told apart, which both sides' tests encode and decode. */
export const COMMAND_VECTOR: FrameValues<typeof COMMAND_LAYOUT> = {
  sessionId: 0xbeef,
  sequence: 0x1234,
  duty: -4321,
  leaseMs: 250,
  flags: COMMAND_FLAG.person | COMMAND_FLAG.driveEnabled | (2 << 4),
};

export const TELEMETRY_VECTOR: FrameValues<typeof TELEMETRY_LAYOUT> = {
  sequence: 0x81,
  boardClockMs: 0xdeadbeef,
  bootId: 0x0102,
  sessionId: 0xbeef,
  echo: 0x1234,
  tiltSum: 4096,
  accelAlong: -16_384,
  accelOut: 12_345,
  accelAgeMs: 255,
  currentSum: 77,
  supplySum: 5012,
  inputs: 0x10cb,
  mode: 0x29,
  faults: 0x1a08,
  duty: -10_000,
  damaged: 3,
};

export const packedCommandVector = (): number[] => packed(SYSEX.command, COMMAND_LAYOUT, COMMAND_VECTOR);
export const packedTelemetryVector = (): number[] => packed(SYSEX.telemetry, TELEMETRY_LAYOUT, TELEMETRY_VECTOR);

/** boards/arduino/test/frame-vectors.h: the same frames for the firmware's tests. */
export function renderFrameVectors(): string {
  return [
    '// Made from src/domain/lease-frames.ts by scripts/generated-pages.mjs; not to be edited.',
    '#pragma once',
    '',
    '#include "../upright/lease-frames.h"',
    '',
    value('Command', COMMAND_LAYOUT, COMMAND_VECTOR),
    bytes('PACKED_COMMAND', packedCommandVector()),
    value('Telemetry', TELEMETRY_LAYOUT, TELEMETRY_VECTOR),
    bytes('PACKED_TELEMETRY', packedTelemetryVector()),
    '',
  ].join('\n');
}

function packed<const Layout extends readonly FrameField[]>(
  sysex: number,
  layout: Layout,
  values: FrameValues<Layout>,
): number[] {
  return [...new FrameCodec(sysex, layout).encode(values)];
}

function value(name: string, layout: readonly FrameField[], values: Readonly<Record<string, number>>): string {
  const list = layout.map((field) => values[field.name]).join(', ');
  return `static constexpr ${name} ${name.toUpperCase()}_VECTOR = {${list}};`;
}

function bytes(name: string, list: readonly number[]): string {
  return `static constexpr uint8_t ${name}[] = {${list.join(', ')}};`;
}
