import { crc16 } from './crc16.ts';
import type { FieldType, FrameField } from './lease-frames.ts';

const SIZES: Readonly<Record<FieldType, number>> = { u8: 1, i8: 1, u16: 2, i16: 2, u32: 4 };
const CRC_BYTES = 2;
const BITS_ON_WIRE = 7;

/** Bytes of a layout's payload, without CRC. */
export function sizeOf(layout: readonly FrameField[]): number {
  return layout.reduce((sum, { type }) => sum + SIZES[type], 0);
}

/** Bytes on the wire of so many payload bytes. */
export function packedSize(bytes: number): number {
  return Math.ceil((bytes * 8) / BITS_ON_WIRE);
}

/** A number for each field of a layout. */
export type FrameValues<Layout extends readonly FrameField[]> = Record<Layout[number]['name'], number>;

/**
 * Writes and reads the frames of one layout. Its buffers are its own and used again, so that a frame every cycle costs
 * no allocation: what `encode` returns is valid until the next call.
 */
export class FrameCodec<const Layout extends readonly FrameField[]> {
  readonly #sysex: number;
  readonly #layout: readonly { readonly name: Layout[number]['name']; readonly type: FieldType }[];
  /** The sysex number first, for the CRC; then the payload, then the CRC. */
  readonly #bytes: Uint8Array;
  /** The payload and its CRC, without the number. */
  readonly #payload: Uint8Array;
  readonly #view: DataView;
  readonly #packed: Uint8Array;

  constructor(sysex: number, layout: Layout) {
    this.#sysex = sysex;
    this.#layout = layout;
    const size = sizeOf(layout);
    this.#bytes = new Uint8Array(1 + size + CRC_BYTES);
    this.#payload = this.#bytes.subarray(1);
    this.#view = new DataView(this.#bytes.buffer);
    this.#packed = new Uint8Array(packedSize(size + CRC_BYTES));
  }

  /** The packed payload, to stand between sysex number and F7. */
  encode(values: Readonly<FrameValues<Layout>>): Uint8Array {
    const bytes = this.#bytes;
    bytes[0] = this.#sysex;
    let at = 1;
    for (const { name, type } of this.#layout) {
      write(this.#view, at, type, values[name]);
      at += SIZES[type];
    }
    this.#view.setUint16(at, crc16(bytes, at), true);
    packSevens(this.#payload, this.#packed);
    return this.#packed;
  }

  /** Fills `values` from a packed payload. False, and nothing filled, where its length or CRC is wrong. */
  decode(packed: Uint8Array, values: FrameValues<Layout>): boolean {
    if (packed.length !== this.#packed.length) return false;
    const bytes = this.#bytes;
    bytes[0] = this.#sysex;
    unpackSevens(packed, this.#payload);
    const crcAt = bytes.length - CRC_BYTES;
    if (this.#view.getUint16(crcAt, true) !== crc16(bytes, crcAt)) return false;
    let at = 1;
    for (const { name, type } of this.#layout) {
      values[name] = read(this.#view, at, type);
      at += SIZES[type];
    }
    return true;
  }
}

/** Cuts bytes, each one's lowest bit first, into sevens. */
export function packSevens(bytes: Uint8Array, packed: Uint8Array): void {
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const byte of bytes) {
    held |= byte << bits;
    bits += 8;
    while (bits >= BITS_ON_WIRE) {
      packed[at] = held & 0x7f;
      at += 1;
      held >>= BITS_ON_WIRE;
      bits -= BITS_ON_WIRE;
    }
  }
  if (bits > 0) packed[at] = held & 0x7f;
}

/** As many bytes as `bytes` holds; bits beyond them are left. */
export function unpackSevens(packed: Uint8Array, bytes: Uint8Array): void {
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const seven of packed) {
    held |= (seven & 0x7f) << bits;
    bits += BITS_ON_WIRE;
    if (bits >= 8 && at < bytes.length) {
      bytes[at] = held & 0xff;
      at += 1;
      held >>= 8;
      bits -= 8;
    }
  }
}

function write(view: DataView, at: number, type: FieldType, value: number): void {
  if (SIZES[type] === 1) view.setUint8(at, value);
  else if (SIZES[type] === 2) view.setUint16(at, value, true);
  else view.setUint32(at, value, true);
}

function read(view: DataView, at: number, type: FieldType): number {
  switch (type) {
    case 'u8':
      return view.getUint8(at);
    case 'i8':
      return view.getInt8(at);
    case 'u16':
      return view.getUint16(at, true);
    case 'i16':
      return view.getInt16(at, true);
    case 'u32':
      return view.getUint32(at, true);
    default:
      return type satisfies never;
  }
}
