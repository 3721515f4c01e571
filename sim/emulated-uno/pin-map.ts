import { z } from 'zod';
import { INPUT } from '../../src/domain/inputs.ts';
import { readArduinoFile } from './arduino-files.ts';
import type { ExpanderPin } from './mcp23017.ts';
import { isUnoPin, type UnoPinName } from './uno-pins.ts';

const inputName = z.string().transform((name, context): number => {
  const bits = Object.entries(INPUT).find(([known]) => known === name)?.[1];
  if (bits !== undefined) return bits;
  context.addIssue(`${name} is no input of a table`);
  return z.NEVER;
});
const unoPin = z.custom<UnoPinName>((pin) => typeof pin === 'string' && isUnoPin(pin));
const expanderPin = z.custom<ExpanderPin>((pin) => typeof pin === 'string' && /^GP[AB][0-7]$/.test(pin));
const axis = z.enum(['x', 'y', 'z']);

function pinOf<Pin extends z.ZodType>(pin: Pin) {
  return z.object({
    name: z.string(),
    pin,
    kind: z.enum(['input', 'output', 'pwm', 'heartbeat', 'analog', 'i2c']),
    contact: z.enum(['normally-open', 'normally-closed']).optional(),
    active: z.enum(['low', 'high']).optional(),
    input: inputName.optional(),
  });
}

const schema = z.object({
  pins: z.array(pinOf(unoPin)),
  i2c: z.object({
    expander: z.object({ address: z.number(), pins: z.array(pinOf(expanderPin)) }),
    accelerometer: z.object({ address: z.number(), along: axis, out: axis }),
    lcd: z.object({ address: z.number() }),
  }),
  analog: z.object({ supplyVoltsPerCount: z.number(), currentAmpsPerCount: z.number() }),
});

/** boards/arduino/pins.json, as far as the wires need it. */
export type PinMap = z.infer<typeof schema>;

/** How the contact of an input stands to its pin. */
export interface ContactWire {
  readonly active: 'low' | 'high';
  readonly contact: 'normally-open' | 'normally-closed';
}

export function readPinMap(): PinMap {
  return schema.parse(JSON.parse(readArduinoFile('pins.json')));
}

/** The pin of that name; a programmer's error where there is none. */
export function pinNamed(map: PinMap, name: string): UnoPinName {
  const found = map.pins.find((pin) => pin.name === name);
  if (found === undefined) throw new Error(`pins.json has no pin ${name}`);
  return found.pin;
}

/**
 * The level that a contact gives its pin; null leaves it open, to the board's own pull-up. Contacts close to ground,
 * but for one that is active high and closes at a press: that closes to 5 V, with a resistor to ground.
 */
export function levelOfContact(isPresent: boolean, { active, contact }: ContactWire): boolean | null {
  if (active === 'low') return isPresent ? false : null;
  if (contact === 'normally-closed') return isPresent ? null : false;
  return isPresent;
}
