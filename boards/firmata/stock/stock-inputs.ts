import { END_SYSEX, FIRMATA_SYSEX, MESSAGE, START_SYSEX, sevens } from '../firmata-protocol.ts';
import { mode } from './stock-outputs.ts';
import {
  ACCELEROMETER_ADDRESS,
  EXPANDER_ADDRESS,
  STOCK_BUTTONS,
  STOCK_CHANNELS,
  STOCK_INPUTS,
} from './stock-wiring.ts';

const SAMPLING_MS = 10;
const INPUT_MODE = 0;
const WRITE = 0;
const READ_CONTINUOUSLY = 0x10;
const EXPANDER = { pullUpsA: 0x0c, gpioA: 0x12, allPullUps: 0xff } as const;
const ACCELEROMETER = { power: 0x6b, data: 0x3b, bytes: 6 } as const;

/** Asks for everything that a table reports; stock Firmata then sends it by itself. */
export function askForInputs(hasAccelerometer: boolean): readonly number[] {
  const ports = [...new Set(STOCK_INPUTS.map(({ pin }) => pin >> 3))];
  return [
    ...STOCK_INPUTS.flatMap(({ pin }) => mode(pin, INPUT_MODE)),
    ...sysex(FIRMATA_SYSEX.samplingInterval, ...sevens(SAMPLING_MS)),
    ...ports.flatMap((port) => [MESSAGE.reportDigital | port, 1]),
    ...Object.values(STOCK_CHANNELS).flatMap((channel) => [MESSAGE.reportAnalog | channel, 1]),
    ...sysex(FIRMATA_SYSEX.i2cConfig, 0, 0),
    ...i2c(EXPANDER_ADDRESS, WRITE, [EXPANDER.pullUpsA, EXPANDER.allPullUps]),
    ...i2c(EXPANDER_ADDRESS, READ_CONTINUOUSLY, [EXPANDER.gpioA, 1]),
    ...(hasAccelerometer
      ? [
          ...i2c(ACCELEROMETER_ADDRESS, WRITE, [ACCELEROMETER.power, 0]),
          ...i2c(ACCELEROMETER_ADDRESS, READ_CONTINUOUSLY, [ACCELEROMETER.data, ACCELEROMETER.bytes]),
        ]
      : []),
  ];
}

/** Levels of pins and buttons, as bits of `INPUT`. */
export class StockInputs {
  bits = 0;

  /** A port of eight pins. */
  port(number: number, levels: number): void {
    for (const { pin, bit, activeLow } of STOCK_INPUTS) {
      if (pin >> 3 !== number) continue;
      const high = ((levels >> (pin & 7)) & 1) === 1;
      this.#set(bit, high !== activeLow);
    }
  }

  buttons(levels: number): void {
    for (const { mask, bit } of STOCK_BUTTONS) this.#set(bit, (levels & mask) === 0);
  }

  #set(bit: number, present: boolean): void {
    this.bits = present ? this.bits | bit : this.bits & ~bit;
  }
}

function i2c(address: number, how: number, bytes: readonly number[]): readonly number[] {
  return sysex(FIRMATA_SYSEX.i2cRequest, address, how, ...bytes.flatMap((byte) => sevens(byte)));
}

function sysex(number: number, ...payload: readonly number[]): readonly number[] {
  return [START_SYSEX, number, ...payload, END_SYSEX];
}
