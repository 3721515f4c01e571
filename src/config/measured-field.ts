import { type Bounds, describeBounds, quantity, writtenAs } from './fields.ts';
import type { Unit } from './quantities.ts';

/** A quantity with a default, its bounds told in its description. */
export function measured({ unit, bounds, value, text }: MeasuredField) {
  const description = `${text} ${capitalized(describeBounds(unit, bounds))}.`;
  return quantity(unit, bounds).prefault(writtenAs(unit, value)).meta({ description });
}

export interface MeasuredField {
  readonly unit: Unit;
  readonly bounds: Bounds;
  /** The default. */
  readonly value: number;
  readonly text: string;
}

export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
