import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { type FileProblem, fileProblem } from './file-problem.ts';
import { parseYaml, type YamlResult } from './parse-yaml.ts';

/** The one place that reads YAML which somebody else wrote, for settings and programs alike. Never throws. */

export const LARGEST_FILE_BYTES = 256 * 1024;

export function readYamlFile(file: string): YamlResult {
  const bytes = readBytes(file);
  if (!(bytes instanceof Uint8Array)) return { ok: false, errors: [bytes] };
  const text = decodeText(file, bytes);
  return typeof text === 'string' ? parseYaml(file, text) : { ok: false, errors: [text] };
}

function readBytes(file: string): Uint8Array | FileProblem {
  if (file === '') return fileProblem("''", 'no file is named', 'write the name of one');
  try {
    const stats = statSync(file);
    if (stats.isDirectory()) return fileProblem(file, 'this is a directory', 'name a file in it');
    // Opening a pipe or a terminal could wait for ever.
    if (!stats.isFile()) return fileProblem(file, 'this is no ordinary file', 'save the text to a file and name that');
    return readBounded(file);
  } catch (error) {
    return readProblem(file, error);
  }
}

/** Reads one byte more than the bound, however large the file says that it is. */
function readBounded(file: string): Uint8Array | FileProblem {
  const buffer = new Uint8Array(LARGEST_FILE_BYTES + 1);
  const handle = openSync(file, 'r');
  try {
    let length = 0;
    while (length < buffer.length) {
      const count = readSync(handle, buffer, length, buffer.length - length, null);
      if (count === 0) return buffer.subarray(0, length);
      length += count;
    }
  } finally {
    closeSync(handle);
  }
  const limit = `${LARGEST_FILE_BYTES / 1024} KiB`;
  return fileProblem(file, `the file is larger than ${limit}`, 'check that this is the file you meant');
}

function readProblem(file: string, error: unknown): FileProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return fileProblem(file, 'there is no such file', 'check the name and the folder');
    case 'EACCES':
    case 'EPERM':
      return fileProblem(file, 'you may not read this file', 'give yourself the permission to read it');
    default:
      return fileProblem(file, `the file cannot be read (${code || 'no reason given'})`, 'check the name and the disk');
  }
}

/** Text, or the first place that is none. */
function decodeText(file: string, bytes: Uint8Array): string | FileProblem {
  const junk = (offset: number): FileProblem => {
    const before = bytes.subarray(0, offset);
    const line = before.reduce((count, byte) => count + (byte === LINE_FEED ? 1 : 0), 1);
    const column = offset - before.lastIndexOf(LINE_FEED);
    const remedy = 'save it as plain text in UTF-8';
    return { file, line, column, path: '', what: 'this is not a text file', remedy };
  };
  const control = bytes.findIndex((byte) => byte < 0x20 && !ALLOWED_CONTROLS.has(byte));
  if (control >= 0) return junk(control);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return junk(firstInvalidByte(bytes));
  }
}

const LINE_FEED = 0x0a;
const ALLOWED_CONTROLS = new Set([0x09, LINE_FEED, 0x0d]);

/** By halving: a prefix that decodes as a stream has no invalid byte yet. */
function firstInvalidByte(bytes: Uint8Array): number {
  const isValid = (length: number): boolean => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let low = 0;
  let high = bytes.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (isValid(middle)) low = middle;
    else high = middle;
  }
  return low;
}
