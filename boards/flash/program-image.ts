/** What an Arduino's program memory shall hold, from its first byte on. */
export type ProgramImage =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly because: string };

/** The ATmega328P's program memory, less Optiboot's half kilobyte. */
const MOST_BYTES = 32 * 1024 - 512;
const DATA = 0;
const END = 1;
const ERASED = 0xff;
/** Length, address, type and checksum of a record. */
const FRAME_BYTES = 5;

/** Reads Intel HEX as avr-objcopy writes it: data in the first 64 KiB, and an end. */
export function programImage(text: string): ProgramImage {
  const bytes = new Uint8Array(MOST_BYTES).fill(ERASED);
  let length = 0;
  for (const [index, line] of text.trim().split(/\r?\n/).entries()) {
    const bad = (what: string): ProgramImage => ({ ok: false, because: `line ${index + 1} ${what}` });
    if (!/^:([0-9a-f]{2}){5,}$/i.test(line)) return bad('is no Intel HEX');
    const record = Buffer.from(line.slice(1), 'hex');
    const [count = 0, high = 0, low = 0, type = 0] = record;
    if (record.length !== count + FRAME_BYTES) return bad('is cut off');
    if ((record.reduce((sum, byte) => sum + byte, 0) & 0xff) !== 0) return bad('has a wrong checksum');
    if (type === END) return { ok: true, bytes: bytes.subarray(0, length) };
    const at = (high << 8) | low;
    if (type !== DATA || at + count > MOST_BYTES) return bad('does not fit into an ATmega328P');
    bytes.set(record.subarray(4, 4 + count), at);
    length = Math.max(length, at + count);
  }
  return { ok: false, because: 'it has no end' };
}
