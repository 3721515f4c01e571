import { Hd44780 } from './hd44780.ts';
import type { I2cDevice } from './i2c-bus.ts';

/** How the usual backpacks wire a PCF8574 to the display. */
const TEXT = 0x01;
const READS = 0x02;
const ENABLE = 0x04;
const LIGHT = 0x08;
const UNSET = 0xff;

/** A character display behind eight pins of a PCF8574: each byte written is their levels. */
export class LcdBackpack implements I2cDevice {
  readonly display = new Hd44780();
  #pins = UNSET;

  get isLit(): boolean {
    return (this.#pins & LIGHT) !== 0;
  }

  begin(): void {}

  write(byte: number): boolean {
    const falls = (this.#pins & ENABLE) !== 0 && (byte & ENABLE) === 0;
    if (falls && (this.#pins & READS) === 0) this.display.take(this.#pins >> 4, (this.#pins & TEXT) !== 0);
    this.#pins = byte;
    return true;
  }

  read(): number {
    return this.#pins;
  }

  end(): void {}
}
