const COLUMNS = 20;
/** Where the four lines of a 20x4 begin in its memory: the third goes on where the first ends. */
const LINE_BEGINS = [0x00, 0x40, 0x14, 0x54] as const;
const MEMORY = 0x80;
const SPACE = 0x20;

/** Instructions by their highest bit, data sheet table 6. */
const SET_ADDRESS = 0x80;
const SET_GLYPH_ADDRESS = 0x40;
const FUNCTION = 0x20;
const SHIFT = 0x10;
const DISPLAY = 0x08;
const ENTRY = 0x04;
const HOME = 0x02;
const CLEAR = 0x01;

/** The controller of a character display, written to by halves of bytes: text, cursor and what is switched on. */
export class Hd44780 {
  isOn = false;
  readonly #memory = new Uint8Array(MEMORY).fill(SPACE);
  #address = 0;
  #steps = 1;
  #writesGlyphs = false;
  #isFourBits = false;
  /** The upper half of a byte whose lower half is still to come. */
  #upper: number | null = null;

  /** Four bits at the data lines as the enable line falls. */
  take(nibble: number, isText: boolean): void {
    if (!this.#isFourBits) {
      this.#takeByte(nibble << 4, isText);
      return;
    }
    const upper = this.#upper;
    this.#upper = upper === null ? nibble : null;
    if (upper !== null) this.#takeByte((upper << 4) | nibble, isText);
  }

  /** Four lines of twenty; what is no printable ASCII, such as a glyph of one's own, shows as a block. */
  get text(): readonly string[] {
    return LINE_BEGINS.map((begins) =>
      Array.from(this.#memory.subarray(begins, begins + COLUMNS), (code) =>
        code >= SPACE && code < 0x7f ? String.fromCharCode(code) : '\u2588',
      ).join(''),
    );
  }

  #takeByte(byte: number, isText: boolean): void {
    if (isText) this.#write(byte);
    else this.#obey(byte);
  }

  #write(code: number): void {
    if (!this.#writesGlyphs) this.#memory[this.#address] = code;
    this.#address = next(this.#address, this.#steps);
  }

  #obey(byte: number): void {
    if (byte >= SET_ADDRESS) {
      this.#address = byte & 0x7f;
      this.#writesGlyphs = false;
    } else if (byte >= SET_GLYPH_ADDRESS) this.#writesGlyphs = true;
    else if (byte >= FUNCTION) this.#isFourBits = (byte & 0x10) === 0;
    else if (byte >= SHIFT) this.#shift(byte);
    else if (byte >= DISPLAY) this.isOn = (byte & 0x04) !== 0;
    else if (byte >= ENTRY) this.#steps = (byte & 0x02) === 0 ? -1 : 1;
    else if (byte >= HOME) this.#home();
    else if (byte === CLEAR) {
      this.#memory.fill(SPACE);
      this.#steps = 1;
      this.#home();
    }
  }

  /** The cursor only: a display that is itself shifted shows other columns, which nothing here does. */
  #shift(byte: number): void {
    if ((byte & 0x08) === 0) this.#address = next(this.#address, (byte & 0x04) === 0 ? -1 : 1);
  }

  #home(): void {
    this.#address = 0;
    this.#writesGlyphs = false;
  }
}

/** Two lines of 40 follow each other in a circle. */
function next(address: number, steps: number): number {
  if (steps > 0) return address === 0x27 ? 0x40 : address === 0x67 ? 0 : address + 1;
  return address === 0x40 ? 0x27 : address === 0 ? 0x67 : address - 1;
}
