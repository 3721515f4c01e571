/** Replies in the forms of IEEE 488.2, chapter 8. */

/** SCPI-99 volume 1, 7.2.1.5: what stands for a number that is none. */
const NOT_A_NUMBER = '9.91E+37';
const INFINITE = '9.9E+37';

/** A decimal number with so many places, and never a negative zero. */
export function nr2(value: number, places: number): string {
  if (Number.isNaN(value)) return NOT_A_NUMBER;
  if (!Number.isFinite(value)) return value < 0 ? `-${INFINITE}` : INFINITE;
  const text = value.toFixed(places);
  return Number(text) === 0 ? text.replace('-', '') : text;
}

/** A string in double quotes, of printable ASCII. */
export function quoted(text: string): string {
  return `"${asAscii(text).replaceAll('"', '""')}"`;
}

export function asAscii(text: string): string {
  return text
    .replaceAll('°', ' deg')
    .replaceAll(/[–—]/g, '-')
    .replaceAll(/[^ -~]/g, '?');
}

/** A field of a reply that has no quotes: what would end it or the reply is a space. */
export function fieldText(text: string): string {
  return asAscii(text).replaceAll(/[,;]/g, ' ').trim() || '0';
}
