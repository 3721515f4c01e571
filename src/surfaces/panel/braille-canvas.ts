/**
 * A canvas of dots, two columns and four rows of them in each character cell. The dots are about square, so that a line
 * has on screen the angle that it is drawn at. Each cell has the ink that was drawn there last by rank.
 */

/** Bits of a cell's dots in Unicode's braille block, by row and column. */
const DOT_BITS: readonly (readonly [number, number])[] = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
];
const BRAILLE = 0x2800;

export interface Point {
  /** Dots from the left. */
  readonly x: number;
  /** Dots from the top. */
  readonly y: number;
}

/** Inks in the order of rank: the rider is seen in front of the bed, and the bed in front of the frame. */
const INKS = ['none', 'faint', 'frame', 'bed', 'rider'] as const;
export type Ink = (typeof INKS)[number];

export interface Stroke {
  readonly from: Point;
  readonly to: Point;
  readonly ink: Ink;
}

export class BrailleCanvas {
  readonly columns: number;
  readonly rows: number;
  readonly #dots: Uint8Array;
  readonly #ranks: Uint8Array;

  constructor({ columns, rows }: { readonly columns: number; readonly rows: number }) {
    this.columns = columns;
    this.rows = rows;
    this.#dots = new Uint8Array(columns * rows);
    this.#ranks = new Uint8Array(columns * rows);
  }

  /** A dot outside of the canvas is none. */
  dot({ x, y }: Point, ink: Ink): void {
    const column = Math.floor(x / 2);
    const row = Math.floor(y / 4);
    if (!(column >= 0 && column < this.columns && row >= 0 && row < this.rows)) return;
    const cell = row * this.columns + column;
    const bit = DOT_BITS[Math.floor(y) & 3]?.[Math.floor(x) & 1] ?? 0;
    this.#dots[cell] = (this.#dots[cell] ?? 0) | bit;
    this.#ranks[cell] = Math.max(this.#ranks[cell] ?? 0, INKS.indexOf(ink));
  }

  /** A line of dots after Bresenham. */
  line({ from, to, ink }: Stroke): void {
    let x = Math.round(from.x);
    let y = Math.round(from.y);
    const endX = Math.round(to.x);
    const endY = Math.round(to.y);
    const dx = Math.abs(endX - x);
    const dy = -Math.abs(endY - y);
    let error = dx + dy;
    for (let left = dx - dy; left >= 0; left -= 1) {
      this.dot({ x, y }, ink);
      if (x === endX && y === endY) return;
      const twice = 2 * error;
      if (twice >= dy) {
        error += dy;
        x += x < endX ? 1 : -1;
      }
      if (twice <= dx) {
        error += dx;
        y += y < endY ? 1 : -1;
      }
    }
  }

  disc({ x, y }: Point, radius: number, ink: Ink): void {
    for (let dy = -Math.ceil(radius); dy <= radius; dy += 1) {
      for (let dx = -Math.ceil(radius); dx <= radius; dx += 1) {
        if (dx * dx + dy * dy <= radius * radius) this.dot({ x: Math.round(x) + dx, y: Math.round(y) + dy }, ink);
      }
    }
  }

  /** Rows of text, all of full width, each cell passed through `paint`. */
  render(paint: (text: string, ink: Ink) => string): string[] {
    return Array.from({ length: this.rows }, (_, row) => {
      let line = '';
      for (let column = 0; column < this.columns; column += 1) {
        const cell = row * this.columns + column;
        const dots = this.#dots[cell] ?? 0;
        const ink = INKS[this.#ranks[cell] ?? 0] ?? 'none';
        line += dots === 0 ? ' ' : paint(String.fromCharCode(BRAILLE + dots), ink);
      }
      return line;
    });
  }
}
