import { ioctlNumberOf } from './libc.ts';

/**
 * The kernel's GPIO character device, second version of its interface (include/uapi/linux/gpio.h, since Linux 5.10): sizes,
 * offsets and numbers of what goes through ioctl. The records are laid out alike on 32 and 64 bits.
 */
const TYPE = 0xb4;
export const CHIP_INFO_BYTES = 68;
export const LINE_INFO_BYTES = 256;
export const LINE_REQUEST_BYTES = 592;
export const LINE_VALUES_BYTES = 16;
export const LINE_EVENT_BYTES = 48;

export const GPIO_IOCTL = {
  chipInfo: ioctlNumberOf('read', { type: TYPE, number: 0x01, bytes: CHIP_INFO_BYTES }),
  lineInfo: ioctlNumberOf('both', { type: TYPE, number: 0x05, bytes: LINE_INFO_BYTES }),
  request: ioctlNumberOf('both', { type: TYPE, number: 0x07, bytes: LINE_REQUEST_BYTES }),
  getValues: ioctlNumberOf('both', { type: TYPE, number: 0x0e, bytes: LINE_VALUES_BYTES }),
  setValues: ioctlNumberOf('both', { type: TYPE, number: 0x0f, bytes: LINE_VALUES_BYTES }),
} as const;

export const CHIP_INFO_AT = { name: 0, label: 32, lines: 64 } as const;
export const LINE_INFO_AT = { name: 0, consumer: 32, offset: 64, flags: 72 } as const;
export const NAME_BYTES = 32;

export const LINE_FLAG = {
  activeLow: 1n << 1n,
  input: 1n << 2n,
  output: 1n << 3n,
  risingEdge: 1n << 4n,
  fallingEdge: 1n << 5n,
  pullUp: 1n << 8n,
  pullDown: 1n << 9n,
} as const;

/** The first 64 line numbers stand at 0. */
export const REQUEST_AT = {
  consumer: 256,
  flags: 288,
  attributeCount: 296,
  attributes: 320,
  lineCount: 560,
  eventBuffer: 564,
  fd: 588,
} as const;
export const ATTRIBUTE_BYTES = 24;
export const ATTRIBUTE_AT = { id: 0, value: 8, mask: 16 } as const;
export const ATTRIBUTE = { outputValues: 2, debounce: 3 } as const;

export const EVENT_AT = { timestampNs: 0, id: 8, offset: 12, sequence: 16 } as const;
export const RISING_EDGE = 1;
