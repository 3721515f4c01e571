import { crc32 } from 'node:zlib';
import type { JournalEntry } from '../domain/journal-record.ts';
import { parsePayload } from './parse-payload.ts';

/**
 * The bytes of a journal's file; docs/journal.md has an example. A head, then records:
 *
 *     RS  length  SP  sequence  SP  crc  SP  payload  LF
 *
 * Length of the payload in bytes, sequence and CRC-32 are eight hex digits each; the CRC covers length, sequence and
 * payload. The payload is JSON in UTF-8, which holds neither RS nor LF: wherever an RS stands a record begins, so that
 * damage never reaches beyond the records that it touched.
 */
const RECORD_MARK = 0x1e;
const RECORD_END = 0x0a;
const DIGITS = 8;
/** `RS length SP sequence SP crc SP`. */
const PREFIX_BYTES = 1 + 3 * (DIGITS + 1);
/** No record is longer; what claims to be is damaged. */
const MAX_PAYLOAD_BYTES = 16_384;
const FORMAT = 'upright-journal 1';

/** What was found in a file. Never throws, whatever the bytes are. */
export interface DecodedFile {
  /** `newer`: another release wrote it in a way that this one cannot read. */
  readonly head: 'whole' | 'torn' | 'damaged' | 'newer';
  readonly entries: readonly JournalEntry[];
  /** Stretches that are no record; the torn tail is not among them. */
  readonly damages: readonly Damage[];
  /** Where the next record goes: everything behind it is a record that was never finished. */
  readonly endBytes: number;
  readonly tornBytes: number;
}

export interface Damage {
  readonly atByte: number;
  readonly bytes: number;
}

/** The first line of every file: format and version, with a CRC so that damage is not taken for another version. */
export function encodeHead(): Uint8Array {
  return Buffer.from(headLine(FORMAT));
}

export function encodeEntry(entry: JournalEntry): Uint8Array {
  const payload = payloadOf(entry);
  const fields = `${hex(Buffer.byteLength(payload))} ${hex(entry.sequence)}`;
  return Buffer.from(`\x1e${fields} ${hex(crc32(`${fields} ${payload}`))} ${payload}\n`);
}

function payloadOf({ at, record }: JournalEntry): string {
  const payload = JSON.stringify({ at, ...record });
  if (Buffer.byteLength(payload) <= MAX_PAYLOAD_BYTES) return payload;
  return JSON.stringify({ at, kind: 'skipped', atMs: record.atMs, count: 1 });
}

export function decodeFile(bytes: Uint8Array): DecodedFile {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { state: head, endBytes: headBytes } = decodeHead(buffer);
  const entries: JournalEntry[] = [];
  const damages: Damage[] = [];
  let endBytes = headBytes;
  if (head === 'newer') return { head, entries, damages, endBytes, tornBytes: 0 };
  let from = buffer.indexOf(RECORD_MARK, headBytes);
  while (from >= 0) {
    const record = decodeRecord(buffer, from);
    if (record === null) from = buffer.indexOf(RECORD_MARK, from + 1);
    else {
      if (from > endBytes) damages.push({ atByte: endBytes, bytes: from - endBytes });
      entries.push(record.entry);
      endBytes = record.endBytes;
      from = buffer.indexOf(RECORD_MARK, endBytes);
    }
  }
  return withTail(buffer, { head, entries, damages, endBytes });
}

/** What follows the last whole record is torn if it could be the beginning of one; otherwise it is damage, and stays. */
function withTail(buffer: Buffer, found: Omit<DecodedFile, 'tornBytes'>): DecodedFile {
  let { endBytes } = found;
  const damages = [...found.damages];
  const lastEnd = buffer.lastIndexOf(RECORD_END);
  if (lastEnd >= endBytes) {
    damages.push({ atByte: endBytes, bytes: lastEnd + 1 - endBytes });
    endBytes = lastEnd + 1;
  }
  return { ...found, damages, endBytes, tornBytes: buffer.length - endBytes };
}

function decodeHead(buffer: Buffer): { state: DecodedFile['head']; endBytes: number } {
  const whole = encodeHead();
  if (buffer.subarray(0, whole.length).equals(whole)) return { state: 'whole', endBytes: whole.length };
  if (buffer.length < whole.length) return { state: 'torn', endBytes: 0 };
  const lineEnd = buffer.subarray(0, 64).indexOf(RECORD_END);
  const line = buffer.toString('latin1', 0, lineEnd + 1);
  const named = /^(upright-journal \d{1,4}) [0-9a-f]{8}\n$/.exec(line)?.[1];
  if (named !== undefined && headLine(named) === line) return { state: 'newer', endBytes: lineEnd + 1 };
  return { state: 'damaged', endBytes: 0 };
}

function headLine(format: string): string {
  return `${format} ${hex(crc32(format))}\n`;
}

function decodeRecord(buffer: Buffer, from: number): { entry: JournalEntry; endBytes: number } | null {
  const prefix = /^([0-9a-f]{8}) ([0-9a-f]{8}) ([0-9a-f]{8}) $/.exec(
    buffer.toString('latin1', from + 1, from + PREFIX_BYTES),
  );
  const [length = '', sequence = '', crc = ''] = prefix?.slice(1) ?? [];
  const payloadBytes = Number.parseInt(length, 16);
  const payloadAt = from + PREFIX_BYTES;
  const end = payloadAt + payloadBytes;
  if (!(payloadBytes <= MAX_PAYLOAD_BYTES) || buffer[end] !== RECORD_END) return null;
  const payload = buffer.subarray(payloadAt, end);
  if (crc32(payload, crc32(`${length} ${sequence} `)) !== Number.parseInt(crc, 16)) return null;
  const entry = { sequence: Number.parseInt(sequence, 16), ...parsePayload(payload.toString('utf8')) };
  return { entry, endBytes: end + 1 };
}

function hex(value: number): string {
  return value.toString(16).padStart(DIGITS, '0');
}
