import { closeSync, openSync, readdirSync } from 'node:fs';
import {
  ATTRIBUTE,
  ATTRIBUTE_AT,
  ATTRIBUTE_BYTES,
  CHIP_INFO_AT,
  CHIP_INFO_BYTES,
  GPIO_IOCTL,
  LINE_FLAG,
  LINE_INFO_AT,
  LINE_INFO_BYTES,
  LINE_REQUEST_BYTES,
  NAME_BYTES,
  REQUEST_AT,
} from './gpio-abi.ts';
import { GpioLines } from './gpio-lines.ts';
import { failureOf, ioctl, type KernelFailure, type KernelResult } from './libc.ts';

export interface ChipFacts {
  /** The device's path, such as `/dev/gpiochip0`; it moves between kernels and boards. */
  readonly path: string;
  /** What the chip is, such as `pinctrl-bcm2711`; it does not. */
  readonly label: string;
  readonly lines: number;
}

export interface LineRequest {
  /** Numbers of the lines at this chip; the first is bit 0 of the values. */
  readonly lines: readonly number[];
  readonly direction: 'input' | 'output';
  /** A 1 is said for a low line. */
  readonly activeLow?: boolean;
  readonly bias?: 'pull-up' | 'pull-down' | 'as-is';
  /** Both edges are reported. */
  readonly edges?: boolean;
  /** The kernel waits until a line has stood for this long, us; none unless given. */
  readonly debounceUs?: number;
  /** What an output starts with, as bits. */
  readonly initial?: number;
  /** Said to whoever asks who has the line. */
  readonly consumer: string;
}

/** Room for the edges of a contact that chatters while this process is held up. */
const EVENT_BUFFER = 256;

/** Every GPIO chip of this computer that may be opened, and what is in the way of the others. */
export function findGpioChips(folder = '/dev'): {
  readonly chips: readonly ChipFacts[];
  readonly refused: readonly string[];
} {
  const chips: ChipFacts[] = [];
  const refused: string[] = [];
  for (const name of gpioDevicesIn(folder)) {
    const path = `${folder}/${name}`;
    const facts = chipFactsOf(path);
    if (facts.ok) chips.push(facts.value);
    else if (facts.errno === 'EACCES' || facts.errno === 'EPERM') refused.push(path);
  }
  return { chips, refused };
}

function gpioDevicesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^gpiochip\d+$/.test(name))
      .sort();
  } catch {
    return [];
  }
}

function chipFactsOf(path: string): KernelResult<ChipFacts> {
  return withDevice(path, (fd) => {
    const info = Buffer.alloc(CHIP_INFO_BYTES);
    const asked = ioctl(fd, GPIO_IOCTL.chipInfo, info);
    if (!asked.ok) return asked;
    const lines = info.readUInt32LE(CHIP_INFO_AT.lines);
    return { ok: true, value: { path, label: textAt(info, CHIP_INFO_AT.label), lines } };
  });
}

/** Asks for lines. Where the kernel refuses, the errno says why: EBUSY is a line that somebody has. */
export function requestLines(chip: string, request: LineRequest): KernelResult<GpioLines> {
  return withDevice(chip, (fd) => {
    const record = requestRecord(request);
    const asked = ioctl(fd, GPIO_IOCTL.request, record);
    if (!asked.ok) return asked;
    return { ok: true, value: new GpioLines(record.readInt32LE(REQUEST_AT.fd), request.lines) };
  });
}

/** Who has a line: the name that was given at its request; null where nobody has it or it cannot be asked. */
export function lineUser(chip: string, line: number): string | null {
  const found = withDevice(chip, (fd) => {
    const info = Buffer.alloc(LINE_INFO_BYTES);
    info.writeUInt32LE(line, LINE_INFO_AT.offset);
    const asked = ioctl(fd, GPIO_IOCTL.lineInfo, info);
    return asked.ok ? { ok: true, value: textAt(info, LINE_INFO_AT.consumer) } : asked;
  });
  return found.ok && found.value !== '' ? found.value : null;
}

function requestRecord(request: LineRequest): Buffer {
  const record = Buffer.alloc(LINE_REQUEST_BYTES);
  request.lines.forEach((line, index) => {
    record.writeUInt32LE(line, 4 * index);
  });
  record.write(request.consumer.slice(0, NAME_BYTES - 1), REQUEST_AT.consumer, 'latin1');
  record.writeBigUInt64LE(flagsOf(request), REQUEST_AT.flags);
  const all = (1n << BigInt(request.lines.length)) - 1n;
  let attributes = 0;
  const add = (id: number, value: bigint) => {
    const at = REQUEST_AT.attributes + ATTRIBUTE_BYTES * attributes;
    attributes += 1;
    record.writeUInt32LE(id, at + ATTRIBUTE_AT.id);
    record.writeBigUInt64LE(value, at + ATTRIBUTE_AT.value);
    record.writeBigUInt64LE(all, at + ATTRIBUTE_AT.mask);
  };
  if (request.direction === 'output') add(ATTRIBUTE.outputValues, BigInt(request.initial ?? 0));
  // The time is a u32; the other half of the value stays 0 in this byte order, the only one that a Pi has.
  if (request.debounceUs !== undefined) add(ATTRIBUTE.debounce, BigInt(request.debounceUs));
  record.writeUInt32LE(attributes, REQUEST_AT.attributeCount);
  record.writeUInt32LE(request.lines.length, REQUEST_AT.lineCount);
  record.writeUInt32LE(request.edges === true ? EVENT_BUFFER : 0, REQUEST_AT.eventBuffer);
  return record;
}

function flagsOf({ direction, activeLow, bias = 'as-is', edges }: LineRequest): bigint {
  let flags: bigint = LINE_FLAG[direction];
  if (activeLow === true) flags |= LINE_FLAG.activeLow;
  if (bias === 'pull-up') flags |= LINE_FLAG.pullUp;
  if (bias === 'pull-down') flags |= LINE_FLAG.pullDown;
  if (edges === true) flags |= LINE_FLAG.risingEdge | LINE_FLAG.fallingEdge;
  return flags;
}

function withDevice<Value>(path: string, ask: (fd: number) => KernelResult<Value>): KernelResult<Value> {
  const opened = openDevice(path);
  if (!opened.ok) return opened;
  try {
    return ask(opened.value);
  } finally {
    closeSync(opened.value);
  }
}

function openDevice(path: string): { readonly ok: true; readonly value: number } | KernelFailure {
  try {
    return { ok: true, value: openSync(path, 'r+') };
  } catch (thrown) {
    return failureOf(thrown);
  }
}

function textAt(record: Buffer, at: number): string {
  return record.toString('latin1', at, at + NAME_BYTES).split('\0')[0] ?? '';
}
