import { isNowhere, type ProgramText } from './program-text.ts';
import { type ScpiError, scpiError } from './scpi-errors.ts';

/** A parameter as it was written: IEEE 488.2, 7.7. What it means is the command's to say. */
export type DataElement =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number; readonly suffix: string | null }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'block' }
  | { readonly kind: 'expression' };

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ScpiError };

const MOST_WORD = 12;
const MOST_DIGITS = 255;
const MOST_EXPONENT = 32_000;

/** Reads the element that begins here. */
export function readElement(text: ProgramText): Read<DataElement> {
  const first = text.next;
  if (first === '"' || first === "'") return readString(text);
  if (first === '#') return readHash(text);
  if (first === '(') {
    return text.take(/\([^)]*\)/y) === null ? failed(-171, 'the closing ) is missing') : read({ kind: 'expression' });
  }
  if (/[A-Za-z]/.test(first)) return readWord(text);
  if (/[-+.\d]/.test(first)) return readNumber(text);
  if (isNowhere(first)) return failed(-101, first);
  return failed(-102, 'a parameter is missing');
}

function readString(text: ProgramText): Read<DataElement> {
  const quoted = text.take(/"(?:[^"]|"")*"|'(?:[^']|'')*'/y);
  if (quoted === null) return failed(-151, 'the closing quote is missing');
  const quote = quoted.charAt(0);
  return read({ kind: 'string', text: quoted.slice(1, -1).replaceAll(quote + quote, quote) });
}

function readWord(text: ProgramText): Read<DataElement> {
  const word = text.take(/\w+/y) ?? '';
  if (word.length > MOST_WORD) return failed(-144, word);
  return /[^ ,;]/.test(text.next) ? failed(-141, word + text.next) : read({ kind: 'word', text: word });
}

function readNumber(text: ProgramText): Read<DataElement> {
  const mantissa = text.take(/[-+]?(?:\d+\.?\d*|\.\d+)/y);
  if (mantissa === null) return failed(-121, text.next);
  // Leading zeros do not count.
  if (mantissa.replace(/^[-+]?0*/, '').length > MOST_DIGITS) return failed(-124);
  const exponent = (text.take(/ *[Ee] *[-+]?\d+/y) ?? '').replaceAll(/[^-\d]/g, '');
  if (Math.abs(Number(exponent)) > MOST_EXPONENT) return failed(-123, exponent);
  const value = Number(`${mantissa}e${exponent === '' ? '0' : exponent}`);
  const suffix = (text.take(/ *[A-Za-z/][\w/.-]*/y) ?? '').trim();
  if (suffix.length > MOST_WORD) return failed(-134, suffix);
  if (/[^ ,;]/.test(text.next)) return isNowhere(text.next) ? failed(-101, text.next) : failed(-121, text.next);
  return read({ kind: 'number', value, suffix: suffix === '' ? null : suffix.toUpperCase() });
}

const BASES: Readonly<Record<string, { readonly prefix: string; readonly digits: RegExp }>> = {
  H: { prefix: '0x', digits: /[\dA-Fa-f]{1,8}/y },
  Q: { prefix: '0o', digits: /[0-7]{1,10}/y },
  B: { prefix: '0b', digits: /[01]{1,32}/y },
};

/** `#H1F`, `#Q17`, `#B101`, and blocks `#13abc` and `#0abc`. */
function readHash(text: ProgramText): Read<DataElement> {
  text.skip();
  const letter = text.takeCount(1).toUpperCase();
  const base = BASES[letter];
  if (base !== undefined) {
    const digits = text.take(base.digits);
    if (digits === null || /\w/.test(text.next)) return failed(-121, `#${letter}${digits ?? ''}${text.next}`);
    return read({ kind: 'number', value: Number(base.prefix + digits), suffix: null });
  }
  if (!/\d/.test(letter)) return failed(-161, `#${letter}`);
  if (letter === '0') {
    text.take(/.*/sy);
    return read({ kind: 'block' });
  }
  const length = text.takeCount(Number(letter));
  if (!/^\d+$/.test(length) || length.length < Number(letter)) return failed(-161, 'its length is missing');
  const bytes = text.takeCount(Number(length));
  return bytes.length < Number(length) ? failed(-161, `shorter than ${Number(length)} bytes`) : read({ kind: 'block' });
}

function read(value: DataElement): Read<DataElement> {
  return { ok: true, value };
}

function failed(...error: Parameters<typeof scpiError>): Read<DataElement> {
  return { ok: false, error: scpiError(...error) };
}
