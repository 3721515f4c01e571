import { formatDurationWords, parseDuration } from './duration.ts';
import type { Parsed, Refused } from './parsed.ts';

/**
 * Quantities as people write them in files: `-60°`, `2°/s`, `3 min`. Every unit reads what it writes. A refusal says what
 * is wrong and what to write instead.
 */
export interface Unit {
  /** With its article, for messages: 'an angle'. */
  readonly name: string;
  readonly example: string;
  parse(input: string | number): Parsed;
  format(value: number): string;
}

const NUMBER = String.raw`[+-]?(?:\d{1,12}(?:\.\d{1,12})?|\.\d{1,12})`;
const DEGREES = '(?:°|º|deg(?:rees?)?)';
const SECONDS = 's(?:ec)?';

/** Positive toward head-up. `60° head-down` is -60. */
export const ANGLE: Unit = {
  ...measuredUnit({ name: 'an angle', example: '-60°', unit: DEGREES, suffix: '°' }),
  parse: (input) => {
    const [, degrees = input, direction] = DIRECTED.exec(String(input).trim()) ?? [];
    const parsed = PLAIN_ANGLE.parse(degrees);
    if (!parsed.ok || direction === undefined) return parsed;
    const signed = /^[+\-−]/.test(String(degrees));
    if (signed) return refuse(input, 'has both a sign and a direction', `write -60° or '60° head-down'`);
    return direction.toLowerCase() === 'down' ? { ok: true, value: 0 - parsed.value } : parsed;
  },
};

/** Degrees a second. */
export const RATE: Unit = measuredUnit({
  name: 'a rate',
  example: '2°/s',
  unit: String.raw`${DEGREES}\s*/\s*${SECONDS}`,
  suffix: '°/s',
});

export const ACCELERATION: Unit = measuredUnit({
  name: 'an acceleration',
  example: '2°/s²',
  unit: String.raw`${DEGREES}\s*/\s*${SECONDS}(?:²|\^?2)`,
  suffix: '°/s²',
});

export const JERK: Unit = measuredUnit({
  name: 'a jerk',
  example: '4°/s³',
  unit: String.raw`${DEGREES}\s*/\s*${SECONDS}(?:³|\^?3)`,
  suffix: '°/s³',
});

export const CURRENT: Unit = measuredUnit({ name: 'a current', example: '11 A', unit: 'A(?:mps?)?', suffix: ' A' });
export const VOLTAGE: Unit = measuredUnit({ name: 'a voltage', example: '23 V', unit: 'V(?:olts?)?', suffix: ' V' });
export const LENGTH: Unit = measuredUnit({ name: 'a length', example: '300 mm', unit: 'mm', suffix: ' mm' });
export const PLAIN_NUMBER: Unit = measuredUnit({ name: 'a number', example: '0.4', unit: '', suffix: '' });

/** Milliseconds. */
export const DURATION: Unit = {
  name: 'a duration',
  example: '3 min',
  parse: parseDuration,
  format: formatDurationWords,
};

interface Measure {
  readonly name: string;
  readonly example: string;
  /** What may stand after the number, as the source of a regular expression. */
  readonly unit: string;
  /** What `format` writes after it. */
  readonly suffix: string;
}

/** A number with or without its unit. */
function measuredUnit({ name, example, unit, suffix }: Measure): Unit {
  const pattern = new RegExp(`^(${NUMBER})\\s*(?:${unit})?$`, 'i');
  return {
    name,
    example,
    parse: (input) => {
      const text = String(input).trim().replace('−', '-');
      const value = typeof input === 'number' ? input : Number(pattern.exec(text)?.[1] ?? Number.NaN);
      if (Number.isFinite(value)) return { ok: true, value: value === 0 ? 0 : value };
      return refuse(input, `is not ${name}`, `write for example ${example}`);
    },
    format: (value) => `${formatNumber(value)}${suffix}`,
  };
}

const PLAIN_ANGLE = measuredUnit({ name: 'an angle', example: '-60°', unit: DEGREES, suffix: '°' });
const DIRECTED = /^(.*?)\s+head-?\s?(down|up)$/i;

/** Nine places are enough for every setting and keep the noise of binary fractions out. */
function formatNumber(value: number): string {
  return value
    .toFixed(9)
    .replace(/\.?0+$/, '')
    .replace(/^-0$/, '0');
}

function refuse(input: string | number, what: string, remedy: string): Refused {
  return { ok: false, what: `'${String(input).slice(0, 40)}' ${what}`, remedy };
}
