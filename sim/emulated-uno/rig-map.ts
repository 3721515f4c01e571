import { z } from 'zod';
import { readArduinoFile } from './arduino-files.ts';
import type { ExpanderPin } from './mcp23017.ts';
import { isUnoPin, type UnoPinName } from './uno-pins.ts';

const unoPin = z.custom<UnoPinName>((pin) => typeof pin === 'string' && isUnoPin(pin));
const expanderPin = z.custom<ExpanderPin>((pin) => typeof pin === 'string' && /^GP[AB][0-7]$/.test(pin));

const schema = z.object({
  filter: z.object({ kilohm: z.number(), nanofarad: z.number() }),
  pins: z.array(
    z.object({
      pin: unoPin,
      kind: z.enum(['level', 'contact-to-5-volts', 'share', 'rail', 'toggling', 'i2c']),
      to: z.string(),
    }),
  ),
  i2c: z.object({
    contacts: z.object({ address: z.number(), pins: z.array(z.object({ pin: expanderPin, to: z.string() })) }),
    levels: z.object({ address: z.number(), outputs: z.array(z.object({ to: z.string() })) }),
  }),
});

/** boards/arduino/rig-pins.json, as far as the wires between two boards need it. */
export type RigMap = z.infer<typeof schema>;

export function readRigMap(): RigMap {
  return schema.parse(JSON.parse(readArduinoFile('rig-pins.json')));
}
