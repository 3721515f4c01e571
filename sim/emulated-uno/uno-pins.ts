/** Where a pin of the board is on the chip. */
export interface ChipPin {
  readonly port: 'B' | 'C' | 'D';
  readonly bit: number;
}

/** As printed beside the headers. */
export type UnoPinName = `D${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13}` | `A${0 | 1 | 2 | 3 | 4 | 5}`;

export function isUnoPin(name: string): name is UnoPinName {
  return /^(D([0-9]|1[0-3])|A[0-5])$/.test(name);
}

export function chipPinOf(name: UnoPinName): ChipPin {
  const number = Number(name.slice(1));
  if (name.startsWith('A')) return { port: 'C', bit: number };
  return number < 8 ? { port: 'D', bit: number } : { port: 'B', bit: number - 8 };
}
