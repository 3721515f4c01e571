import type { AlarmLevel, BoardMode } from './frames.ts';

/**
 * The lease link between host and board, byte by byte: the one place where its layout stands. The firmware's header, its
 * tests' vectors and docs/lease-link.md are made from these tables.
 *
 * A frame is a Firmata sysex: F0, a number of `SYSEX`, the packed payload, F7. The host sends one more F7 in front of
 * it, so that a stray F0 swallows nothing. A payload is little-endian and ends with the CRC-16 (`crc16`) of the sysex
 * number and all payload bytes before the CRC. Packing: the payload as one string of bits, each byte's lowest first, cut
 * into sevens; the last is filled with zeros.
 */
export const SYSEX = {
  /** Host to board, every cycle. */
  command: 0x01,
  /** Board to host, every 10 ms and at once at an edge of an input; 40 bytes on the wire at the most. */
  telemetry: 0x02,
  /** Both ways: the board's own calibration and its tests. Heeded only upright and disarmed. */
  setup: 0x03,
} as const;

export type FieldType = 'u8' | 'i8' | 'u16' | 'i16' | 'u32';
export interface FrameField {
  readonly name: string;
  readonly type: FieldType;
  /** Unit of one step, and what it says. */
  readonly text: string;
}

/** Duty of 1 on the wire. */
export const FULL_DUTY = 10_000;
/** Analog values are sums of 8 conversions of 10 bits: 0..8184. */
export const CONVERSIONS = 8;

export const COMMAND_LAYOUT = [
  { name: 'sessionId', type: 'u16', text: 'chosen anew by the host for each lease it opens, never 0' },
  { name: 'sequence', type: 'u16', text: 'one more with each frame of the session; not newer than the last: ignored' },
  { name: 'duty', type: 'i16', text: '1/10000, positive toward upright, -10000..10000' },
  { name: 'leaseMs', type: 'u16', text: 'ms until the board acts alone, 20..500' },
  { name: 'flags', type: 'u8', text: 'bits of COMMAND_FLAG, alarm level in bits 4 and 5 (none, low, medium, high)' },
] as const satisfies readonly FrameField[];

export const COMMAND_FLAG = {
  /** Somebody is on the table. */
  person: 1 << 0,
  /** A session is open and may move downward: kept in EEPROM. */
  mayInvert: 1 << 1,
  driveEnabled: 1 << 2,
  brakeReleased: 1 << 3,
} as const;
export const ALARM_SHIFT = 4;
export const ALARM_LEVELS = ['none', 'low', 'medium', 'high'] as const satisfies readonly AlarmLevel[];

export const TELEMETRY_LAYOUT = [
  { name: 'sequence', type: 'u8', text: 'one more with each frame' },
  { name: 'boardClockMs', type: 'u32', text: 'ms since the board started' },
  { name: 'bootId', type: 'u16', text: 'one more with each start, kept in EEPROM' },
  { name: 'sessionId', type: 'u16', text: 'the lease that is open or was the last; 0 since the start: none' },
  { name: 'echo', type: 'u16', text: 'sequence of the last command frame that was taken' },
  { name: 'tiltSum', type: 'u16', text: 'tilt potentiometer, sum of 8 conversions' },
  { name: 'accelAlong', type: 'i16', text: '1/16384 g, toward the head' },
  { name: 'accelOut', type: 'i16', text: '1/16384 g, out of the table' },
  { name: 'accelAgeMs', type: 'u8', text: 'ms since the accelerometer answered, 255: that or more' },
  { name: 'currentSum', type: 'u16', text: 'drive current, sum of 8 conversions' },
  { name: 'supplySum', type: 'u16', text: 'supply, sum of 8 conversions' },
  { name: 'inputs', type: 'u16', text: 'bits of INPUT; those of a silent expander stand at rest' },
  { name: 'mode', type: 'u8', text: 'index into BOARD_MODES in bits 0 to 2, bits of BOARD_LATCH above' },
  { name: 'faults', type: 'u16', text: 'bits of BOARD_FAULT' },
  { name: 'duty', type: 'i16', text: '1/10000 at the drive pins, after every limit' },
  { name: 'damaged', type: 'u8', text: 'command frames so far that did not pass length, range or CRC, modulo 256' },
] as const satisfies readonly FrameField[];

export const BOARD_MODES = ['idle', 'leased', 'returning', 'returned', 'off'] as const satisfies readonly BoardMode[];

/** What the board keeps in EEPROM through any reset. */
export const BOARD_LATCH = {
  eStop: 1 << 3,
  sessionOpen: 1 << 4,
  clampsOpen: 1 << 5,
} as const;

export const BOARD_FAULT = {
  /** Why the board started: one of these four until it is leased. */
  resetByWatchdog: 1 << 0,
  resetByBrownOut: 1 << 1,
  resetByPin: 1 << 2,
  powerOn: 1 << 3,
  /** No calibration, or its CRC is wrong: no lease with a person is taken. */
  uncalibrated: 1 << 4,
  expanderSilent: 1 << 5,
  accelerometerSilent: 1 << 6,
  leaseRanOut: 1 << 7,
  /** RETURN was pressed, and the host did not turn in 300 ms. */
  disobeyed: 1 << 8,
  /** The potentiometer left its band while the board was on its way up. */
  blind: 1 << 9,
  obstructed: 1 << 10,
  gaveUp: 1 << 11,
  overAngle: 1 << 12,
} as const;

/** First payload byte of a setup frame from the host; the answer repeats it, then a byte of SETUP_STATUS. */
export const SETUP = {
  /** Followed by CALIBRATION_LAYOUT. */
  writeCalibration: 0,
  /** Answered by status and CALIBRATION_LAYOUT. */
  readCalibration: 1,
  /** Answered, then the main loop hangs until the watchdog resets the board. */
  testWatchdog: 2,
} as const;
export const SETUP_STATUS = { ok: 0, notUpright: 1, armed: 2, outOfRange: 3, damaged: 4, unknown: 5 } as const;

export const CALIBRATION_VERSION = 1;
/** Points of the arm's table, evenly from the inverted to the upright end. */
export const ARM_POINTS = 9;

export const CALIBRATION_LAYOUT = [
  { name: 'version', type: 'u8', text: 'CALIBRATION_VERSION' },
  { name: 'options', type: 'u8', text: 'bits of CALIBRATION_OPTION' },
  { name: 'horizontalSum', type: 'u16', text: 'tilt potentiometer at horizontal, sum of 8 conversions' },
  {
    name: 'degPerStepE5',
    type: 'i16',
    text: '1/100000 deg for one step of the sum; negative: the sum falls as the table rises',
  },
  { name: 'uprightCentiDeg', type: 'i16', text: '1/100 deg, upright end of the range' },
  { name: 'invertedCentiDeg', type: 'i16', text: '1/100 deg, inverted end of the range' },
  { name: 'fullRateCentiDegPerSec', type: 'u16', text: '1/100 deg/s of the unloaded table at full duty' },
  { name: 'blindMinDuty', type: 'i16', text: '1/10000, where a return without an angle begins' },
  { name: 'blindMaxDuty', type: 'i16', text: '1/10000, the most it uses' },
  { name: 'currentZeroSum', type: 'u16', text: 'current input without current, sum of 8 conversions' },
  {
    name: 'obstructionSum',
    type: 'u16',
    text: 'current, as steps of the sum above zero, that is an obstruction after 50 ms',
  },
  { name: 'lagSum', type: 'u16', text: 'current, likewise, above which lag is an obstruction and not a lost angle' },
  { name: 'brakeReleaseMs', type: 'u16', text: 'ms until the brake has let go' },
  { name: 'blindBoundS', type: 'u16', text: 's that a return without an angle may last from the inverted end' },
] as const satisfies readonly FrameField[];
// ARM_POINTS more u8 follow: duty for a rate, over that at the geometry's fastest, in 1/64; all 64 for a gear motor.

export const CALIBRATION_OPTION = {
  pwmDirBridge: 1 << 0,
  selfLockingBrake: 1 << 1,
  hasGrip: 1 << 2,
  hasAccelerometer: 1 << 3,
} as const;
