import { PI_PINS } from '../pin-map.ts';

/** Modes as johnny-five numbers them. */
export const MODES = { INPUT: 0, OUTPUT: 1, ANALOG: 2, PWM: 3, SERVO: 4, PULLUP: 11, UNKNOWN: 99 } as const;

/** A pin as johnny-five knows one: its index is its number among the Pi's GPIO lines. */
export interface IoPin {
  readonly id: string;
  readonly supportedModes: readonly number[];
  mode: number;
  value: number;
  readonly report: number;
  readonly analogChannel: number;
}

/** Lines of the 40-pin header. */
const LINES = 28;
const NO_ANALOG = 127;
/** Lines whose pins the I2C bus and the EEPROM of a HAT have. */
const RESERVED: ReadonlySet<number> = new Set([0, 1, 2, 3]);
/** Pins of the header by their line: index 0 is GPIO0. */
const HEADER_PINS: readonly number[] = [
  27, 28, 3, 5, 7, 29, 31, 26, 24, 21, 19, 23, 32, 33, 8, 10, 36, 11, 12, 35, 38, 40, 15, 16, 18, 22, 37, 13,
];

/** PWM channels that the overlay of config.txt leads to pins, by line. */
export const PWM_CHANNELS: ReadonlyMap<number, number> = new Map(
  PI_PINS.flatMap(({ gpio, channel }) => (channel === undefined ? [] : [[gpio, channel]])),
);

export function ioPins(): IoPin[] {
  return Array.from({ length: LINES }, (_unused, line) => ({
    id: `GPIO${line}`,
    supportedModes: modesOf(line),
    mode: MODES.UNKNOWN,
    value: 0,
    report: 0,
    analogChannel: NO_ANALOG,
  }));
}

function modesOf(line: number): readonly number[] {
  if (RESERVED.has(line)) return [];
  const digital = [MODES.INPUT, MODES.OUTPUT];
  return PWM_CHANNELS.has(line) ? [...digital, MODES.PWM] : digital;
}

/** Where a line is at the header; 0 for one that is not there. */
export function headerPinOf(line: number): number {
  return HEADER_PINS[line] ?? 0;
}

/** `17` and `GPIO17` are line 17, `P1-11` is the eleventh pin of the header. What is none of these stays as it is. */
export function lineOf(name: number | string): number | string {
  if (typeof name === 'number') return name;
  const line = /^GPIO(\d+)$/i.exec(name)?.[1] ?? /^(\d+)$/.exec(name)?.[1];
  if (line !== undefined) return Number(line);
  const header = /^P1-(\d+)$/i.exec(name)?.[1];
  const found = header === undefined ? -1 : HEADER_PINS.indexOf(Number(header));
  return found < 0 ? name : found;
}
