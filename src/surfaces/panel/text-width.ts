import { stripVTControlCharacters } from 'node:util';

/** Text measured in terminal columns. All that the panel draws with is one column wide. */

function widthOf(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}

/** Plain text, no wider than `columns`; what was cut off shows as `…`. */
export function cut(text: string, columns: number): string {
  const letters = [...text];
  return letters.length <= columns ? text : `${letters.slice(0, Math.max(columns - 1, 0)).join('')}…`;
}

export function center(text: string, columns: number): string {
  return `${' '.repeat(Math.max(Math.floor((columns - widthOf(text)) / 2), 0))}${text}`;
}

/** `left` and `right` at the two ends of a row; where both do not fit, the right one goes. */
export function spread(left: string, right: string, columns: number): string {
  const gap = columns - widthOf(left) - widthOf(right);
  return gap < 1 ? left : `${left}${' '.repeat(gap)}${right}`;
}
