import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { failureOf, ioctl, ioctlNumberOf, type KernelResult } from '../kernel/libc.ts';

/** The kernel's watchdog (include/uapi/linux/watchdog.h): unfed, it resets the computer. */
const SET_TIMEOUT = ioctlNumberOf('both', { type: 'W'.charCodeAt(0), number: 6, bytes: 4 });
/** Written last, this says that the end is meant. */
const MAGIC_CLOSE = 'V';
/** A Pi's own takes at most 15 s. */
const TIMEOUT_S = 10;

/** From now on this process has to feed it. EBUSY: systemd, or another program, feeds it already. */
export function openHardwareWatchdog(path: string, timeoutS = TIMEOUT_S): KernelResult<HardwareWatchdog> {
  try {
    const fd = openSync(path, constants.O_WRONLY);
    const seconds = Buffer.alloc(4);
    seconds.writeInt32LE(timeoutS);
    // One that takes no other time keeps its own, which is fed often enough all the same.
    ioctl(fd, SET_TIMEOUT, seconds);
    return { ok: true, value: new HardwareWatchdog(fd) };
  } catch (thrown) {
    return failureOf(thrown);
  }
}

export class HardwareWatchdog {
  readonly #fd: number;

  constructor(fd: number) {
    this.#fd = fd;
  }

  feed(): void {
    try {
      writeSync(this.#fd, '1');
    } catch {
      // It resets the computer if it is still there, and that is its right.
    }
  }

  /** The end is meant: nothing is reset. A process that dies does not come here. */
  close(): void {
    try {
      writeSync(this.#fd, MAGIC_CLOSE);
    } catch {
      // As above.
    }
    closeSync(this.#fd);
  }
}
