import { constants } from 'node:os';
import koffi from 'koffi';

/**
 * The one call that devices need and Node does not have: ioctl. It comes from the C library that this process already
 * runs on, so glibc and musl, 32 and 64 bits are the same to us.
 */
const processItself = koffi.load(null);
const ioctlBuffer = processItself.func('int ioctl(int, unsigned long, void *)');
const ioctlNumber = processItself.func('int ioctl(int, unsigned long, long)');

/** A call of the kernel that failed, by the name of its errno, such as EBUSY. */
export type KernelResult<Value = null> = { readonly ok: true; readonly value: Value } | KernelFailure;
export interface KernelFailure {
  readonly ok: false;
  readonly errno: string;
}

/** The kernel reads and rewrites `data`. Never throws. */
export function ioctl(fd: number, request: number, data: Uint8Array): KernelResult {
  return ioctlBuffer(fd, request, data) < 0 ? lastFailure() : DONE;
}

/** The same for a call that takes a number. */
export function ioctlValue(fd: number, request: number, value: number): KernelResult {
  return ioctlNumber(fd, request, value) < 0 ? lastFailure() : DONE;
}

/** A call that may take as long as a bus does; it waits in a thread of its own. `data` must be left alone until then. */
export function ioctlAsync(fd: number, request: number, data: Uint8Array): Promise<KernelResult> {
  return new Promise((resolve) => {
    ioctlBuffer.async(fd, request, data, (thrown: unknown, returned: number) => {
      if (thrown !== null && thrown !== undefined) resolve({ ok: false, errno: 'UNKNOWN' });
      else resolve(returned < 0 ? lastFailure() : DONE);
    });
  });
}

/** What an error of Node's own file calls says. */
export function failureOf(thrown: unknown): KernelFailure {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : 'UNKNOWN';
  return { ok: false, errno: code };
}

/** An ioctl's number: `_IOC(direction, type, number, bytes)` of the kernel's asm-generic/ioctl.h. */
export function ioctlNumberOf(
  direction: 'none' | 'write' | 'read' | 'both',
  { type, number, bytes }: { readonly type: number; readonly number: number; readonly bytes: number },
): number {
  const bits = { none: 0, write: 1, read: 2, both: 3 }[direction];
  return bits * 2 ** 30 + (bytes << 16) + (type << 8) + number;
}

const DONE: KernelResult = { ok: true, value: null };

const ERRNO_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(constants.errno).map(([name, number]) => [number, name]),
);

function lastFailure(): KernelFailure {
  const number = koffi.errno();
  return { ok: false, errno: ERRNO_NAMES.get(number) ?? NAMES_BEYOND_NODE[number] ?? `errno ${number}` };
}

/** What buses answer and Node's list does not name. */
const NAMES_BEYOND_NODE: Readonly<Record<number, string>> = { 6: 'ENXIO', 19: 'ENODEV', 121: 'EREMOTEIO' };
