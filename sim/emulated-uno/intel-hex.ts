/** What a .hex file holds, or why it cannot be read. */
export type HexImage =
  | { readonly ok: true; readonly flash: Uint8Array; readonly bytes: number }
  | { readonly ok: false; readonly because: string };

/** Of the ATmega328P. */
export const FLASH_BYTES = 32_768;
const ERASED = 0xff;
const DATA = 0;
const END = 1;
/** Segment and linear start and base addresses: of use to larger chips only, where they are not zero. */
const EXTENDED_ADDRESSES: readonly number[] = [2, 3, 4, 5];

/** Reads an Intel HEX file into the flash of an ATmega328P; every record's checksum is looked at. */
export function readIntelHex(text: string): HexImage {
  const flash = new Uint8Array(FLASH_BYTES).fill(ERASED);
  let bytes = 0;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const record = recordOf(line.trim());
    if (record === null) return { ok: false, because: `line ${index + 1} is no record of an Intel HEX file` };
    const { kind, address, data } = record;
    if (kind === END) return bytes > 0 ? { ok: true, flash, bytes } : { ok: false, because: 'it holds no program' };
    if (EXTENDED_ADDRESSES.includes(kind)) {
      if (kind !== 3 && kind !== 5 && data.some((byte) => byte !== 0)) {
        return { ok: false, because: `line ${index + 1} is meant for a larger chip than the ATmega328P` };
      }
    } else if (kind !== DATA) return { ok: false, because: `line ${index + 1} is of the unknown kind ${kind}` };
    else if (address + data.length > FLASH_BYTES) {
      return { ok: false, because: `line ${index + 1} lies beyond the 32 KiB of the ATmega328P` };
    } else {
      flash.set(data, address);
      bytes += data.length;
    }
  }
  return { ok: false, because: 'its end record is missing: the file is cut short' };
}

/** Null where it is none, or its checksum is wrong. */
function recordOf(line: string): { kind: number; address: number; data: Uint8Array } | null {
  if (!/^:(?:[0-9a-f]{2}){5,}$/i.test(line)) return null;
  const bytes = Uint8Array.from(Buffer.from(line.slice(1), 'hex'));
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  const [length = 0, high = 0, low = 0, kind = 0] = bytes;
  if ((sum & 0xff) !== 0 || bytes.length !== length + 5) return null;
  return { kind, address: (high << 8) | low, data: bytes.subarray(4, 4 + length) };
}
