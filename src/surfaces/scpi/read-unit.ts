import { type DataElement, type Read, readElement } from './data-element.ts';
import { isNowhere, type ProgramText } from './program-text.ts';
import { type ScpiError, scpiError } from './scpi-errors.ts';

/** One command of a message as it was written. */
export interface ProgramUnit {
  readonly header: ProgramHeader;
  readonly data: readonly DataElement[];
}

export type ProgramHeader = { readonly isQuery: boolean } & (
  | { readonly kind: 'common'; readonly name: string }
  /** `rooted`: it begins with a colon. Words in upper case. */
  | { readonly kind: 'path'; readonly rooted: boolean; readonly words: readonly string[] }
);

const MOST_MNEMONIC = 12;

/**
 * Reads one command: IEEE 488.2, 7.3. Null at the end of the message. Where a
 * command cannot be read, nothing after it can.
 */
export function readUnit(text: ProgramText): Read<ProgramUnit> | null {
  text.skipSpace();
  if (text.isAtEnd) return null;
  const header = readHeader(text);
  if (!header.ok) return header;
  const data = readData(text);
  if (!data.ok) return data;
  if (text.next === ';') text.skip();
  return { ok: true, value: { header: header.value, data: data.value } };
}

function readHeader(text: ProgramText): Read<ProgramHeader> {
  const written = text.take(/\*[A-Za-z]\w*|:?[A-Za-z]\w*(?::[A-Za-z]\w*)*/y);
  if (written === null) return failed(noHeader(text.next));
  const words = written
    .toUpperCase()
    .split(/[:*]/)
    .slice(/^[:*]/.test(written) ? 1 : 0);
  const long = words.find((word) => word.length > MOST_MNEMONIC);
  if (long !== undefined) return failed(scpiError(-112, long));
  const isQuery = text.next === '?';
  if (isQuery) text.skip();
  if (/[^ ;]/.test(text.next)) return failed(noSeparator(written, text.next));
  if (!written.startsWith('*')) {
    return { ok: true, value: { kind: 'path', rooted: written.startsWith(':'), words, isQuery } };
  }
  return { ok: true, value: { kind: 'common', name: `*${words[0] ?? ''}`, isQuery } };
}

function noHeader(next: string): ScpiError {
  if (isNowhere(next)) return scpiError(-101, next);
  return scpiError(-102, next === ';' ? 'a command is missing before ;' : `no command begins with ${next}`);
}

function noSeparator(header: string, next: string): ScpiError {
  if (isNowhere(next)) return scpiError(-101, next);
  if (next === ':') return scpiError(-102, `${header}:`);
  return scpiError(-111, `${next} after ${header}`);
}

function readData(text: ProgramText): Read<readonly DataElement[]> {
  const elements: DataElement[] = [];
  text.skipSpace();
  while (!text.isAtUnitEnd) {
    const element = readElement(text);
    if (!element.ok) return element;
    elements.push(element.value);
    text.skipSpace();
    if (text.isAtUnitEnd) break;
    if (text.next !== ',') return failed(scpiError(-103, `${text.next} after a parameter`));
    text.skip();
    text.skipSpace();
    if (text.isAtUnitEnd) return failed(scpiError(-102, 'a parameter is missing after ,'));
  }
  return { ok: true, value: elements };
}

function failed(error: ScpiError): { readonly ok: false; readonly error: ScpiError } {
  return { ok: false, error };
}
