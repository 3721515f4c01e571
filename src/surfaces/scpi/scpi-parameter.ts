import type { DataElement, Read } from './data-element.ts';
import { scpiError } from './scpi-errors.ts';

/** A parameter of a command: how it is called in the manual, what it may be, and how it is read. */
export interface ScpiParameter<T> {
  readonly name: string;
  readonly meaning: string;
  read(element: DataElement): Read<T>;
}

/** A quoted string. */
export function textParameter(name: string, meaning: string): ScpiParameter<string> {
  return {
    name,
    meaning,
    read: (element) => (element.kind === 'string' ? { ok: true, value: element.text } : wrongKind('a string', element)),
  };
}

/** A number that is rounded to a whole one, decimal or as `#H1F`, `#Q17`, `#B101`. */
export function wholeParameter(name: string, { low, high }: { low: number; high: number }): ScpiParameter<number> {
  return {
    name,
    meaning: `${low} to ${high}, rounded to a whole number; also \`#H\`, \`#Q\` and \`#B\``,
    read: (element) => {
      const number = readNumber(element, {});
      if (!number.ok) return number;
      const value = Math.round(number.value);
      return value >= low && value <= high ? { ok: true, value: value + 0 } : outOfRange(`${low} to ${high}`);
    },
  };
}

/** 0 to 1, or 0 to 100 PCT. */
export function shareParameter(name: string, meaning: string): ScpiParameter<number> {
  return {
    name,
    meaning,
    read: (element) => {
      if (element.kind === 'word') {
        if (/^MAX(IMUM)?$/i.test(element.text)) return { ok: true, value: 1 };
        return failed(-224, `${element.text}; a number or MAXimum`);
      }
      const number = readNumber(element, { PCT: 0.01 });
      if (!number.ok) return number;
      return number.value >= 0 && number.value <= 1 ? number : outOfRange('0 to 1, or 0 to 100 PCT');
    },
  };
}

/** ON, OFF, or a number: what rounds to 0 is OFF. */
export const ON_OFF: ScpiParameter<boolean> = {
  name: 'ON|OFF',
  meaning: '`ON` or `OFF`, `1` or `0`',
  read: (element) => {
    if (element.kind === 'word') {
      const word = element.text.toUpperCase();
      if (word === 'ON' || word === 'OFF') return { ok: true, value: word === 'ON' };
      return failed(-224, `${element.text}; ON or OFF`);
    }
    const number = readNumber(element, {});
    return number.ok ? { ok: true, value: Math.round(number.value) !== 0 } : number;
  },
};

function readNumber(element: DataElement, units: Readonly<Record<string, number>>): Read<number> {
  if (element.kind !== 'number') return wrongKind('a number', element);
  const { value, suffix } = element;
  if (suffix === null) return { ok: true, value };
  const known = Object.keys(units);
  if (known.length === 0) return failed(-138, suffix);
  const factor = units[suffix];
  return factor === undefined ? failed(-131, `${suffix}; ${known.join(', ')}`) : { ok: true, value: value * factor };
}

function wrongKind(expected: string, { kind }: DataElement): { ok: false; error: ReturnType<typeof scpiError> } {
  return failed(-104, `${expected} is expected, not a ${kind === 'expression' ? 'bracket' : kind}`);
}

function outOfRange(range: string): { ok: false; error: ReturnType<typeof scpiError> } {
  return failed(-222, range);
}

function failed(...error: Parameters<typeof scpiError>): { ok: false; error: ReturnType<typeof scpiError> } {
  return { ok: false, error: scpiError(...error) };
}
