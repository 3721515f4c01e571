import { textOfSevens } from './firmata-protocol.ts';

/** The oldest firmware whose lease link is the one of this release. */
export const OLDEST_FIRMWARE = [0, 3] as const;
const NAME = 'upright';
const STOCK = 'StandardFirmata';
const LONGEST_NAME = 60;

/** Who a board says that it is, by Firmata's own report. */
export type BoardIdentity =
  | { readonly kind: 'upright'; readonly version: string; readonly board: string; readonly isTooOld: boolean }
  | { readonly kind: 'stock'; readonly name: string; readonly version: string }
  | { readonly kind: 'other'; readonly name: string; readonly version: string };

/** Reads REPORT_FIRMWARE's payload: major, minor and a name. Ours adds the board and a third figure of its version. */
export function identityOf(payload: Uint8Array): BoardIdentity | null {
  if (payload.length < 2) return null;
  const major = payload[0] ?? 0;
  const minor = payload[1] ?? 0;
  const name = printable(textOfSevens(payload.subarray(2)));
  const version = /\d+\.\d+\.\d+/.exec(name)?.[0] ?? `${major}.${minor}`;
  if (name.toLowerCase().startsWith(NAME)) {
    const board = /\b(uno|nano|mega)\b/i.exec(name)?.[1]?.toLowerCase() ?? 'uno';
    return { kind: 'upright', version, board, isTooOld: isBefore(major, minor) };
  }
  return { kind: name.startsWith(STOCK) ? 'stock' : 'other', name, version };
}

function isBefore(major: number, minor: number): boolean {
  const [oldestMajor, oldestMinor] = OLDEST_FIRMWARE;
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}

/** What a board says of itself must not steer a terminal. */
function printable(text: string): string {
  return text
    .replace(/[^\x20-\x7e]/g, '')
    .trim()
    .slice(0, LONGEST_NAME);
}
