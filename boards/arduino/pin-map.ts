import { INPUT } from '../../src/domain/inputs.ts';
import { invariant } from '../../src/domain/invariant.ts';

/** One pin of pins.json, as far as the firmware needs it. */
export interface PinEntry {
  readonly name: string;
  /** `D2`, `A0`; on the expander `GPA0`. */
  readonly pin: string;
  readonly kind: string;
  readonly contact?: string;
  readonly active?: string;
  /** A name of `INPUT`. */
  readonly input?: string;
}

/** pins.json, as far as the firmware needs it. */
export interface PinMap {
  readonly pins: readonly PinEntry[];
  readonly i2c: {
    readonly expander: { readonly address: number; readonly pins: readonly PinEntry[] };
    readonly accelerometer: { readonly address: number; readonly along: string; readonly out: string };
  };
}

export function inputBitOf({ name, input }: PinEntry): number {
  const bit = Object.entries(INPUT).find(([key]) => key === input)?.[1];
  invariant(bit !== undefined, `pins.json: ${name} names no input of the table`);
  return bit;
}
