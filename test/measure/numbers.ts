/** A number as the table shows it: three digits that mean something, thousands apart. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return 'none';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
  return value.toLocaleString('en-US', { minimumFractionDigits: 0, maximumFractionDigits: digits });
}

/** `10,200 x`, `0.26°`: a degree sign stands at its number. */
export function withUnit(value: number, unit: string): string {
  return `${shown(value)}${unit.startsWith('°') ? '' : ' '}${unit}`;
}
