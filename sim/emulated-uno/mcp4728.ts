import type { I2cDevice } from './i2c-bus.ts';

const CHANNELS = 4;
const STATUS_BYTES_PER_CHANNEL = 6;
const FULL = 4096;
/** The upper two bits of a fast write are 0; any other command is not understood here. */
const COMMAND_BITS = 0xc0;

/** The converter of four outputs, by its fast write alone: two bytes a channel from the first on. Data sheet DS22187. */
export class Mcp4728 implements I2cDevice {
  readonly #codes = new Uint16Array(CHANNELS);
  #at = 0;
  #high = 0;

  /** Of its supply, 0..1. */
  shareOf(channel: number): number {
    return (this.#codes[channel] ?? 0) / FULL;
  }

  begin(): void {
    this.#at = 0;
  }

  write(byte: number): boolean {
    if (this.#at === 0 && (byte & COMMAND_BITS) !== 0) return false;
    if (this.#at % 2 === 0) this.#high = byte & 0x0f;
    else this.#codes[(this.#at >> 1) % CHANNELS] = (this.#high << 8) | byte;
    this.#at += 1;
    return true;
  }

  /** Three bytes of each channel's register, of which the first says that it is powered, and three of its memory. */
  read(): number {
    const channel = Math.floor(this.#at / STATUS_BYTES_PER_CHANNEL) % CHANNELS;
    const byte = this.#at % STATUS_BYTES_PER_CHANNEL;
    this.#at += 1;
    const code = this.#codes[channel] ?? 0;
    if (byte === 0) return 0xc0 | (channel << 4);
    if (byte === 1) return code >> 8;
    return byte === 2 ? code & 0xff : 0;
  }

  end(): void {}
}
