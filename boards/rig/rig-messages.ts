import { END_SYSEX, FIRMATA_SYSEX, MESSAGE, PIN_MODE, START_SYSEX, sevens } from '../firmata/firmata-protocol.ts';
import { CONTACTS_ADDRESS, LEVELS_ADDRESS, RIG_CHANNELS, RIG_HIGH_CONTACT, RIG_LEVELS } from './rig-wiring.ts';

/** What a rig says to its board, in the words of stock Firmata. */

const INPUT_MODE = 0;
/** Its least: twelve bytes of 57.6 that pass in that time. */
const SAMPLING_MS = 10;
const WRITE = 0;
const READ_ONCE = 0x08;
/** Registers of the expander, data sheet DS20001952 table 3-3. A set bit of a direction is an input: open. */
const DIRECTIONS = 0x00;
const LATCHES = 0x14;
const ALL = 0xff;
const FULL_LEVEL = 4095;
const DIRECTION_BYTES = 2;
/** Of the converter's status, per channel and in all, data sheet DS22187 figure 5-15. */
const LEVEL_STATUS_BYTES = 24;

/** Pins, reports and the bus. The expander's latches are cleared before any of its pins becomes an output. */
export function setUpRig(): readonly number[] {
  const levels = Object.values(RIG_LEVELS);
  const ports = [...new Set(levels.map((pin) => pin >> 3))];
  return [
    ...levels.flatMap((pin) => mode(pin, INPUT_MODE)),
    ...mode(RIG_HIGH_CONTACT.pin, INPUT_MODE),
    ...sysex(FIRMATA_SYSEX.samplingInterval, ...sevens(SAMPLING_MS)),
    ...ports.flatMap((port) => [MESSAGE.reportDigital | port, 1]),
    ...Object.values(RIG_CHANNELS).flatMap((channel) => [MESSAGE.reportAnalog | channel, 1]),
    ...sysex(FIRMATA_SYSEX.i2cConfig, 0, 0),
    ...i2c(CONTACTS_ADDRESS, WRITE, [LATCHES, 0, 0]),
  ];
}

/** Both chips are asked for something that only they can answer. */
export const ASK_CHIPS: readonly number[] = [
  ...sysex(FIRMATA_SYSEX.i2cRequest, CONTACTS_ADDRESS, READ_ONCE, ...sevens(LATCHES), ...sevens(DIRECTION_BYTES)),
  ...sysex(FIRMATA_SYSEX.i2cRequest, LEVELS_ADDRESS, READ_ONCE, ...sevens(LEVEL_STATUS_BYTES)),
];

/** Outputs of the expander that are low; all others are open. */
export function contactsTo(closed: number): readonly number[] {
  return i2c(CONTACTS_ADDRESS, WRITE, [DIRECTIONS, ~closed & ALL, (~closed >> 8) & ALL]);
}

/** The contact to 5 V. Its pin becomes an output only to be high; it is low for a moment, whenever it becomes one. */
export function highContactTo(isClosed: boolean): readonly number[] {
  const { pin } = RIG_HIGH_CONTACT;
  if (!isClosed) return [MESSAGE.digital | (pin >> 3), 0, 0, ...mode(pin, INPUT_MODE)];
  return [...mode(pin, PIN_MODE.output), ...HIGH_CONTACT_AGAIN];
}

/** Closed already: told again, without a gap, and asked for. */
export const HIGH_CONTACT_AGAIN: readonly number[] = [
  MESSAGE.digital | (RIG_HIGH_CONTACT.pin >> 3),
  ...sevens(1 << (RIG_HIGH_CONTACT.pin & 7)),
];
export const ASK_HIGH_CONTACT = sysex(FIRMATA_SYSEX.pinStateQuery, RIG_HIGH_CONTACT.pin);

/** Whether the answer to that says that its pin is an output. */
export function isHighContactClosed(answer: Uint8Array): boolean {
  return answer[0] !== RIG_HIGH_CONTACT.pin || answer[1] === PIN_MODE.output;
}

/** The converter's fast write: its first three outputs, as shares of its supply. */
export function levelsTo(shares: readonly number[]): readonly number[] {
  const bytes = shares.flatMap((share) => {
    const level = Math.round(Math.min(Math.max(share, 0), 1) * (FULL_LEVEL + 1));
    const clipped = Math.min(level, FULL_LEVEL);
    return [clipped >> 8, clipped & ALL];
  });
  return i2c(LEVELS_ADDRESS, WRITE, bytes);
}

function mode(pin: number, how: number): readonly number[] {
  return [MESSAGE.setPinMode, pin, how];
}

function i2c(address: number, how: number, bytes: readonly number[]): readonly number[] {
  return sysex(FIRMATA_SYSEX.i2cRequest, address, how, ...bytes.flatMap((byte) => sevens(byte)));
}

function sysex(number: number, ...payload: readonly number[]): readonly number[] {
  return [START_SYSEX, number, ...payload, END_SYSEX];
}
