import { sizeOf } from '../../src/domain/frame-codec.ts';
import { CLAMPS_CLOSED, E_STOP_CLOSED, INPUT } from '../../src/domain/inputs.ts';
import {
  ALARM_LEVELS,
  ALARM_SHIFT,
  ARM_POINTS,
  BOARD_FAULT,
  BOARD_LATCH,
  BOARD_MODES,
  CALIBRATION_LAYOUT,
  CALIBRATION_OPTION,
  CALIBRATION_VERSION,
  COMMAND_FLAG,
  COMMAND_LAYOUT,
  CONVERSIONS,
  type FieldType,
  type FrameField,
  FULL_DUTY,
  SETUP,
  SETUP_STATUS,
  SYSEX,
  TELEMETRY_LAYOUT,
} from '../../src/domain/lease-frames.ts';
import { constant, constantName, constants } from './c-constants.ts';

const C_TYPES: Readonly<Record<FieldType, string>> = {
  u8: 'uint8_t',
  i8: 'int8_t',
  u16: 'uint16_t',
  i16: 'int16_t',
  u32: 'uint32_t',
};

const indexed = (names: readonly string[]) => Object.fromEntries(names.map((name, index) => [name, index]));

/** boards/arduino/upright/lease-frames.h: the contract of the lease link as the firmware reads it. */
export function renderLeaseFramesHeader(): string {
  return [
    '// Made from src/domain/lease-frames.ts by scripts/generated-pages.mjs; not to be edited.',
    '#pragma once',
    '',
    '#include <stdint.h>',
    '',
    '#include "little-endian.h"',
    '',
    ...constants('uint8_t', 'SYSEX', SYSEX),
    constant('int16_t', 'FULL_DUTY', FULL_DUTY),
    constant('uint8_t', 'CONVERSIONS', CONVERSIONS),
    ...constants('uint16_t', 'INPUT', INPUT).map((line) => line.replace('INPUT_', 'INPUT_BIT_')),
    constant('uint16_t', 'INPUT_BITS_E_STOP_CLOSED', E_STOP_CLOSED),
    constant('uint16_t', 'INPUT_BITS_CLAMPS_CLOSED', CLAMPS_CLOSED),
    ...constants('uint8_t', 'COMMAND_FLAG', COMMAND_FLAG),
    constant('uint8_t', 'ALARM_SHIFT', ALARM_SHIFT),
    ...constants('uint8_t', 'ALARM', indexed(ALARM_LEVELS)),
    ...constants('uint8_t', 'BOARD_LATCH', BOARD_LATCH),
    ...constants('uint16_t', 'BOARD_FAULT', BOARD_FAULT),
    ...constants('uint8_t', 'SETUP', SETUP),
    ...constants('uint8_t', 'SETUP_STATUS', SETUP_STATUS),
    constant('uint8_t', 'CALIBRATION_VERSION', CALIBRATION_VERSION),
    constant('uint8_t', 'ARM_POINTS', ARM_POINTS),
    ...constants('uint8_t', 'CALIBRATION_OPTION', CALIBRATION_OPTION),
    '',
    '/// Who moves the drive.',
    'enum class BoardMode : uint8_t {',
    ...BOARD_MODES.map((mode, index) => `  ${constantName(mode)} = ${index},`),
    '};',
    '',
    ...frame('Command', COMMAND_LAYOUT),
    ...frame('Telemetry', TELEMETRY_LAYOUT),
    ...frame('Calibration', CALIBRATION_LAYOUT, `uint8_t arm[ARM_POINTS];`),
  ].join('\n');
}

function frame(name: string, layout: readonly FrameField[], tail?: string): string[] {
  const width = Math.max(...layout.map((field) => field.name.length + C_TYPES[field.type].length));
  const declared = layout.map(({ name: field, type, text }) => {
    const pad = ' '.repeat(width - field.length - C_TYPES[type].length);
    return `  ${C_TYPES[type]} ${field};${pad}  // ${text}`;
  });
  const bytes = sizeOf(layout);
  const total = tail === undefined ? `${bytes}` : `${bytes} + ARM_POINTS`;
  return [
    `struct ${name} {`,
    ...declared,
    ...(tail === undefined ? [] : [`  ${tail}`]),
    '};',
    constant('uint8_t', `${constantName(name)}_BYTES`, total),
    `inline void read${name}(const uint8_t* bytes, ${name}& value) {`,
    ...layout.map((field) => `  bytes = get(bytes, value.${field.name});`),
    ...(tail === undefined ? [] : ['  for (uint8_t& point : value.arm) bytes = get(bytes, point);']),
    '}',
    `inline void write${name}(uint8_t* bytes, const ${name}& value) {`,
    ...layout.map((field) => `  bytes = put(bytes, value.${field.name});`),
    ...(tail === undefined ? [] : ['  for (uint8_t point : value.arm) bytes = put(bytes, point);']),
    '}',
    '',
  ];
}
