import { packedSize, sizeOf } from '../../src/domain/frame-codec.ts';
import { INPUT } from '../../src/domain/inputs.ts';
import {
  ARM_POINTS,
  BOARD_FAULT,
  BOARD_LATCH,
  BOARD_MODES,
  CALIBRATION_LAYOUT,
  CALIBRATION_OPTION,
  COMMAND_FLAG,
  COMMAND_LAYOUT,
  CONVERSIONS,
  type FrameField,
  FULL_DUTY,
  SETUP,
  SETUP_STATUS,
  SYSEX,
  TELEMETRY_LAYOUT,
} from '../../src/domain/lease-frames.ts';
import { packedCommandVector, packedTelemetryVector } from './frame-vectors.ts';

const CRC_BYTES = 2;
/** F0, number and F7. */
const FRAMING_BYTES = 3;

/** docs/lease-link.md, from the tables that both sides of the link are made from. */
export function renderLeaseLinkPage(): string {
  return [...FRAMES, ...RULES, ...SETUPS, ...FIRMATA, ''].join('\n');
}

const FRAMES = [
  '# The lease link',
  '',
  "How the host and the board's firmware speak about the drive. Made from `src/domain/lease-frames.ts`, as the firmware's",
  'header is; the framing is that of Firmata (115200 8N1), so that one line carries both.',
  '',
  'A frame is `F0`, a number, the packed payload, `F7`. The host sends one more `F7` in front, so that a stray `F0` swallows',
  'nothing. The payload is little-endian and ends with the CRC-16 (polynomial 0x1021, start 0xFFFF, not reflected) of the',
  'number and all payload bytes before the CRC. It is packed as one string of bits, the lowest of each byte first, cut into',
  `sevens. A duty of 1 is ${FULL_DUTY}; analog values are sums of ${CONVERSIONS} conversions.`,
  '',
  ...frame('Command, host to board, every cycle', SYSEX.command, COMMAND_LAYOUT),
  `Flags: ${bits(COMMAND_FLAG)}.`,
  '',
  `An example, packed: \`${hex(packedCommandVector())}\``,
  '',
  ...frame('Telemetry, board to host, every 10 ms and at an edge of an input', SYSEX.telemetry, TELEMETRY_LAYOUT),
  `Inputs: ${bits(INPUT)}.`,
  '',
  `Modes: ${BOARD_MODES.map((mode, index) => `${index} \`${mode}\``).join(', ')}. Latches: ${bits(BOARD_LATCH)}.`,
  '',
  `Faults: ${bits(BOARD_FAULT)}.`,
  '',
  `An example, packed: \`${hex(packedTelemetryVector())}\``,
  '',
];

const RULES = [
  '## What the board makes of a command',
  '',
  '- Length, CRC or range wrong: ignored, and counted in `damaged`. A lease time outside 20 to 500 ms is taken as the nearer',
  '  of the two.',
  '- With `person`, but no valid calibration: ignored.',
  '- Of the session that is leased: taken if its sequence is newer (by up to 32767, across 65535). Of the last session, once',
  '  the board has ended its lease: ignored from then on.',
  '- Of another session: taken only if it asks for no motion (duty 0, drive off, brake on, `mayInvert` off) and the table is',
  '  upright, and not on its way down under the drive. A board that nobody has leased since its start and in whose EEPROM',
  '  no session stands open, or that has no calibration, takes it at any angle. That opens the session and clears the faults.',
  '- `echo` is the sequence of the last command that was taken. Nothing else is answered.',
  '',
  'Between command and pins stand, each only able to reduce: both E-STOP channels open (at once, by interrupt), the latched',
  'E-STOP until RETURN or UP, the ankle latch open under a person head-down (no downward duty; after 3 s none without UP),',
  'the inverted limit and one E-STOP channel open (no downward duty), the ends of the range plus 3 deg, and a slew of',
  '0.45 a second while the table is driven; drive off and brake on are obeyed at once.',
  '',
  'The lease ends by its time, or by RETURN if the host has not turned toward upright in 300 ms. Then, and after a reset',
  'with a session open, the board brings the rider up by itself, and stays `returned` until a new session is opened. Within',
  '1 deg of upright it stands where it is, unless the drive leads downward there.',
  '',
];

const SETUPS = [
  `## Setup, both ways (0x0${SYSEX.setup})`,
  '',
  `The first payload byte says what: ${numbers(SETUP)}. The answer repeats it and adds a status: ${numbers(SETUP_STATUS)}. Writing and`,
  'the test of the watchdog are heeded only disarmed (no session open, nothing moving) and upright, by the angle or by the',
  'upright limit. A written calibration is answered once it stands in EEPROM and reads back, within 0.5 s. After the test',
  "of the watchdog the board starts anew, with another `bootId` and the watchdog's bit in `faults`.",
  '',
  ...table('Calibration', CALIBRATION_LAYOUT),
  `${ARM_POINTS} bytes more follow: the arm's table, evenly from the inverted to the upright end; duty for a rate over that at the`,
  "geometry's fastest, in 1/64.",
  '',
  `Options: ${bits(CALIBRATION_OPTION)}.`,
  '',
];

const FIRMATA = [
  '## The same board to Firmata',
  '',
  'Protocol 2.5. The firmware report carries the name `upright 0.3.0 uno`: name, version, board (`uno`, `nano`, `mega`). Drive,',
  "relay, serial line and brake have no capability at all; the table's inputs can be read as digital pins, tilt, current",
  "and supply as analog ones. The expander's outputs stand behind the board's own pins as digital outputs, from pin 20 on",
  "an Uno, 22 on a Nano, 70 on a Mega: GPB0 green, GPB1 yellow, GPB2 red, GPB3 buzzer, GPB4 to GPB7 free. While the board's",
  'own alarm sounds, they are its. I2C is open for any other device; writes to the accelerometer and to the settings of the',
  'expander are dropped.',
];

function frame(title: string, sysex: number, layout: readonly FrameField[]): string[] {
  const payload = sizeOf(layout) + CRC_BYTES;
  const wire = packedSize(payload) + FRAMING_BYTES;
  return [...table(`${title} (0x0${sysex}, ${payload} bytes with CRC, ${wire} on the wire)`, layout)];
}

function table(title: string, layout: readonly FrameField[]): string[] {
  let at = 0;
  const rows = layout.map((field) => {
    const row = `| ${at} | \`${field.name}\` | ${field.type} | ${field.text} |`;
    at += sizeOf([field]);
    return row;
  });
  return [`## ${title}`, '', '| at | field | type | |', '| --- | --- | --- | --- |', ...rows, ''];
}

function bits(values: Readonly<Record<string, number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${Math.log2(value)} \`${name}\``)
    .join(', ');
}

function numbers(values: Readonly<Record<string, number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${value} \`${name}\``)
    .join(', ');
}

function hex(list: readonly number[]): string {
  return list.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
