/** Digits three rows high, for an angle that can be read from across the room. */

const GLYPHS: Readonly<Record<string, readonly [string, string, string]>> = {
  '0': ['┏━┓', '┃ ┃', '┗━┛'],
  '1': [' ╻ ', ' ┃ ', ' ╹ '],
  '2': ['╺━┓', '┏━┛', '┗━╸'],
  '3': ['╺━┓', ' ━┫', '╺━┛'],
  '4': ['╻ ╻', '┗━┫', '  ╹'],
  '5': ['┏━╸', '┗━┓', '╺━┛'],
  '6': ['┏━╸', '┣━┓', '┗━┛'],
  '7': ['╺━┓', '  ┃', '  ╹'],
  '8': ['┏━┓', '┣━┫', '┗━┛'],
  '9': ['┏━┓', '┗━┫', '╺━┛'],
  '-': ['   ', '╺━╸', '   '],
  '+': [' ╻ ', '╺╋╸', ' ╹ '],
  '.': [' ', ' ', '▪'],
  '°': ['o', ' ', ' '],
};

/** Three rows of equal width; a character without a glyph is left out. */
export function bigDigits(text: string): [string, string, string] {
  const row = (index: 0 | 1 | 2) => [...text].map((letter) => GLYPHS[letter]?.[index] ?? '').join('');
  return [row(0), row(1), row(2)];
}
