import { INPUT } from '../../src/domain/inputs.ts';
import { invariant } from '../../src/domain/invariant.ts';
import definition from './pins.json' with { type: 'json' };

/** One pin of the 40-pin header, as pins.json has it. */
export interface PiPin {
  readonly name: string;
  /** The line at the chip, which is the number that a Pi's people call GPIO or BCM. */
  readonly gpio: number;
  /** The pin of the header, 1..40. */
  readonly header: number;
  readonly kind: string;
  readonly label: string;
  readonly wiring: string;
  readonly contact?: string;
  readonly active?: string;
  /** A name of `INPUT`. */
  readonly input?: string;
  /** Neither debounced nor waited for. */
  readonly stop?: boolean;
  /** Of the PWM chip. */
  readonly channel?: number;
}

export const PI_PINS: readonly PiPin[] = definition.pins;
export const PI_CHIPS: readonly string[] = definition.chips;
export const PI_PWM = definition.pwm;
export const PI_I2C = definition.i2c;

export function piPin(name: string): PiPin {
  const found = PI_PINS.find((pin) => pin.name === name);
  invariant(found !== undefined, `pins.json has no pin ${name}`);
  return found;
}

/** The bit of `INPUT` that an input's pin moves. */
export function inputBitOf({ name, input }: PiPin): number {
  const bit = Object.entries(INPUT).find(([key]) => key === input)?.[1];
  invariant(bit !== undefined, `pins.json: ${name} names no input of the table`);
  return bit;
}
