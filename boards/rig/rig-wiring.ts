import { INPUT } from '../../src/domain/inputs.ts';
import pins from '../arduino/pins.json' with { type: 'json' };
import rig from '../arduino/rig-pins.json' with { type: 'json' };

/** The rig's pins as its code reads them, made from rig-pins.json and, for what they lead to, pins.json. */

/** A contact to GND by an output of the port expander, which is low or open and never high. */
export interface RigContact {
  /** Of the sixteen outputs, port A in the lower byte. */
  readonly mask: number;
  /** A bit of `INPUT`. */
  readonly bit: number;
  /** The contact is closed while the bit is set; else while it is not. */
  readonly closedWhenSet: boolean;
}

const CONTROLLER_PINS = [...pins.pins, ...pins.i2c.expander.pins];

export const RIG_CONTACTS: readonly RigContact[] = rig.i2c.contacts.pins.map(({ pin, to }) => {
  const { input, active } = inputNamed(to);
  const port = pin.startsWith('GPB') ? 8 : 0;
  return { mask: 1 << (port + Number(pin.slice(3))), bit: INPUT[input], closedWhenSet: active === 'low' };
});

/** The one contact that closes to 5 V. */
export const RIG_HIGH_CONTACT = {
  pin: numberOf(kindNamed('contact-to-5-volts', 'UP')),
  bit: INPUT[inputNamed('UP').input],
} as const;

/** Digital pins that read a level, as Firmata numbers them. */
export const RIG_LEVELS = {
  brake: numberOf(kindNamed('level', 'BRAKE')),
  green: numberOf(kindNamed('level', 'LIGHT_GREEN')),
  yellow: numberOf(kindNamed('level', 'LIGHT_YELLOW')),
  red: numberOf(kindNamed('level', 'LIGHT_RED')),
  buzzer: numberOf(kindNamed('level', 'BUZZER')),
} as const;

/** Analog channels. */
export const RIG_CHANNELS = {
  driveUp: channelOf(kindNamed('share', 'DRIVE_UP')),
  driveDown: channelOf(kindNamed('share', 'DRIVE_DOWN')),
  rail: channelOf(kindNamed('rail', '5V')),
  relay: channelOf(kindNamed('toggling', 'RELAY')),
} as const;

export const RIG_BAUD = rig.baud;
/** What a count of the controller board's converter stands for. */
export const CONTROLLER_ANALOG = pins.analog;
export const CONTACTS_ADDRESS = rig.i2c.contacts.address;
export const LEVELS_ADDRESS = rig.i2c.levels.address;

/** Outputs of the expander that are low for these bits of `INPUT`. */
export function closedContacts(inputs: number): number {
  let closed = 0;
  for (const { mask, bit, closedWhenSet } of RIG_CONTACTS) {
    if (((inputs & bit) !== 0) === closedWhenSet) closed |= mask;
  }
  return closed;
}

function inputNamed(name: string): { input: keyof typeof INPUT; active: string } {
  const found = CONTROLLER_PINS.find((pin) => pin.name === name);
  const input = found?.input;
  if (found?.active === undefined || !isInput(input)) throw new Error(`pins.json has no input ${name}`);
  return { input, active: found.active };
}

function kindNamed(kind: string, to: string): string {
  const found = rig.pins.find((pin) => pin.kind === kind && pin.to === to);
  if (found === undefined) throw new Error(`rig-pins.json has no ${kind} to ${to}`);
  return found.pin;
}

function isInput(name: string | undefined): name is keyof typeof INPUT {
  return name !== undefined && name in INPUT;
}

function numberOf(pin: string): number {
  return (pin.startsWith('A') ? 14 : 0) + Number(pin.slice(1));
}

function channelOf(pin: string): number {
  return Number(pin.slice(1));
}
