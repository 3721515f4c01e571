import { z } from 'zod';
import { nearestNameRemedy } from './near-names.ts';
import { PLAIN_NUMBER, type Unit } from './quantities.ts';

/**
 * The kinds of field that settings and program files are made of. Each decodes what people write into plain numbers, and
 * encodes it back. Their messages are two lines: what is wrong, and what to do; `problems-of.ts` takes them apart.
 */

/** Inclusive, but for `above`. */
export interface Bounds {
  readonly above?: number;
  readonly low?: number;
  readonly high?: number;
}

const quantityInput = (unit: Unit) =>
  z.union([z.string(), z.number()], {
    error: ({ input }) => `expected ${unit.name}, not ${describeKind(input)}\nwrite for example ${unit.example}`,
  });

export type QuantityField = z.ZodCodec<ReturnType<typeof quantityInput>, z.ZodNumber>;

/** A number in the unit's base, from words or a plain number. */
export function quantity(unit: Unit, bounds: Bounds = {}): QuantityField {
  return z.codec(quantityInput(unit), z.number(), {
    decode: (input, context) => {
      const result = parseWithin(unit, bounds, input);
      if (typeof result === 'number') return result;
      context.issues.push({ code: 'custom', input, message: result.message });
      return z.NEVER;
    },
    encode: (value) => writtenAs(unit, value),
  });
}

/** A value as a file would write it: a unit-less number stays a number. */
export const writtenAs = (unit: Unit, value: number): string | number =>
  unit === PLAIN_NUMBER ? value : unit.format(value);

/** The same, or the word `off`, which is 0. */
export function quantityOrOff(unit: Unit, bounds: Bounds) {
  return z.codec(quantityInput(unit), z.number(), {
    decode: (input, context) => {
      if (input === OFF) return 0;
      const result = parseWithin(unit, bounds, input);
      if (typeof result === 'number') return result;
      context.issues.push({ code: 'custom', input, message: `${result.message}, or '${OFF}'` });
      return z.NEVER;
    },
    encode: (value) => (value === 0 ? OFF : unit.format(value)),
  });
}

/** One word of a few. */
export function choice<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, {
    error: ({ input }) => {
      if (typeof input !== 'string') return `expected a word, not ${describeKind(input)}\nwrite ${words.join(' or ')}`;
      return `'${input.slice(0, 40)}' is none of ${words.join(', ')}\n${nearestNameRemedy(input, words)}`;
    },
  });
}

export const flag = z.boolean({
  error: ({ input }) => `expected true or false, not ${describeKind(input)}\nwrite true or false`,
});

/** One line of plain text. */
export function text(longest: number) {
  const message = `expected a line of text of 1 to ${longest} characters\nwrite it on one line`;
  return z
    .string({ error: message })
    .min(1, message)
    .max(longest, message)
    .regex(/^\P{Cc}*$/u, message);
}

/** Keys and their fields. An unknown key is an error that names the keys there are. */
export function section<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: ({ code, input }) => {
      if (code === 'unrecognized_keys') return Object.keys(shape).join('\n');
      return `expected keys and values, not ${describeKind(input)}\nwrite keys below it, indented by two spaces`;
    },
  });
}

/** Shows bounds as the pages and messages do: `above 20 ms, at most 500 ms`. */
export function describeBounds(unit: Unit, { above, low, high }: Bounds): string {
  const most = high === undefined ? '' : unit.format(high);
  if (above !== undefined) return `above ${unit.format(above)}${most && `, at most ${most}`}`;
  if (low !== undefined) return most ? `${unit.format(low)} to ${most}` : `at least ${unit.format(low)}`;
  return most && `at most ${most}`;
}

const OFF = 'off';

function parseWithin(unit: Unit, bounds: Bounds, input: string | number): number | { message: string } {
  const parsed = unit.parse(input);
  if (!parsed.ok) return { message: `${parsed.what}\n${parsed.remedy}` };
  const { value } = parsed;
  const { above = Number.NEGATIVE_INFINITY, low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = bounds;
  if (value > above && value >= low && value <= high) return value;
  return {
    message: `${unit.format(value)} is ${outside(unit, bounds, value)}\nallowed here: ${describeBounds(unit, bounds)}`,
  };
}

function outside(unit: Unit, { above, low = 0, high = Number.POSITIVE_INFINITY }: Bounds, value: number): string {
  if (value > high) return `above ${unit.format(high)}`;
  return above === undefined ? `below ${unit.format(low)}` : `not above ${unit.format(above)}`;
}

/** What a value of the wrong kind is called. */
function describeKind(input: unknown): string {
  if (input === undefined || input === null) return 'nothing';
  if (Array.isArray(input)) return 'a list';
  switch (typeof input) {
    case 'object':
      return 'keys and values';
    case 'string':
      return `'${input.slice(0, 40)}'`;
    default:
      return String(input);
  }
}
