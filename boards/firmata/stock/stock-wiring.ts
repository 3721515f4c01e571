import { INPUT } from '../../../src/domain/inputs.ts';
import pins from '../../arduino/pins.json' with { type: 'json' };

/** The pins of pins.json as stock Firmata numbers them: D0 to D13, and A0 to A5 as 14 to 19. */
export interface StockInput {
  readonly pin: number;
  readonly bit: number;
  readonly activeLow: boolean;
  /** Its wire is pulled down outside; every other contact closes to GND against the board's pull-up. */
  readonly pulledDown: boolean;
}

const isInput = (name: string | undefined): name is keyof typeof INPUT => name !== undefined && name in INPUT;

export const STOCK_INPUTS: readonly StockInput[] = pins.pins.flatMap((wired) => {
  const { input, active } = wired;
  if (!isInput(input)) return [];
  const closesToFive = wired.wiring.includes('to 5 V');
  return [{ pin: numberOf(wired.pin), bit: INPUT[input], activeLow: active === 'low', pulledDown: closesToFive }];
});

export const STOCK_PINS = {
  driveUp: pinOf('DRIVE_UP'),
  driveDown: pinOf('DRIVE_DOWN'),
  brake: pinOf('BRAKE'),
  relay: pinOf('RELAY'),
} as const;
export const STOCK_CHANNELS = { tilt: 0, current: 1, supply: 2 } as const;

/** Bits of port A of the expander, which are low while a button is pressed. */
export const STOCK_BUTTONS = pins.i2c.expander.pins.flatMap(({ pin, input }) =>
  isInput(input) ? [{ mask: 1 << Number(pin.slice(3)), bit: INPUT[input] }] : [],
);
export const EXPANDER_ADDRESS = pins.i2c.expander.address;
export const ACCELEROMETER_ADDRESS = pins.i2c.accelerometer.address;

function pinOf(name: string): number {
  return numberOf(pins.pins.find((wired) => wired.name === name)?.pin ?? '');
}

function numberOf(pin: string): number {
  return (pin.startsWith('A') ? 14 : 0) + Number(pin.slice(1));
}
