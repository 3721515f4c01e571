import { closeSync, openSync } from 'node:fs';
import koffi from 'koffi';
import { failureOf, ioctlAsync, ioctlValue, type KernelResult } from './libc.ts';

/**
 * One chip on an I2C bus, through the kernel's i2c-dev (include/uapi/linux/i2c-dev.h). Transfers of SMBus kind, which every
 * bus and the kernel's own stub have, run in a thread of their own: a bus that hangs holds up no cycle.
 */
const IOCTL = { slave: 0x0703, smbus: 0x0720 } as const;
const DIRECTION = { write: 0, read: 1 } as const;
const SIZE = { bare: 1, byte: 2, word: 3, block: 8 } as const;
/** Length, 32 bytes, and one for the kernel. */
const DATA_BYTES = 34;
const MOST_BYTES = 32;

/** `struct i2c_smbus_ioctl_data`: a byte, a byte, a u32, and a pointer where this computer aligns one. */
const POINTER_BYTES = koffi.sizeof('void *');
const TRANSFER_BYTES = 8 + POINTER_BYTES;

export function openI2cDevice(bus: string, address: number): KernelResult<I2cDevice> {
  try {
    const fd = openSync(bus, 'r+');
    const taken = ioctlValue(fd, IOCTL.slave, address);
    if (taken.ok) return { ok: true, value: new I2cDevice(fd) };
    closeSync(fd);
    return taken;
  } catch (thrown) {
    return failureOf(thrown);
  }
}

export class I2cDevice {
  readonly #fd: number;
  readonly #data = Buffer.alloc(DATA_BYTES);
  readonly #transfer = Buffer.alloc(TRANSFER_BYTES);
  #isOpen = true;
  #busy: Promise<unknown> = Promise.resolve();

  constructor(fd: number) {
    this.#fd = fd;
    const address = koffi.address(this.#data);
    if (POINTER_BYTES === 8) this.#transfer.writeBigUInt64LE(BigInt(address), 8);
    else this.#transfer.writeUInt32LE(Number(address), 8);
  }

  /** `count` bytes from `register` on. The view is rewritten by the next transfer. */
  async read(register: number, count: number): Promise<KernelResult<Buffer>> {
    this.#data[0] = count;
    const done = await this.#run(DIRECTION.read, register, SIZE.block);
    return done.ok ? { ok: true, value: this.#data.subarray(1, 1 + count) } : done;
  }

  /** A register of 16 bits, whose first byte on the bus is the higher one. */
  async readWord(register: number): Promise<KernelResult<number>> {
    const done = await this.#run(DIRECTION.read, register, SIZE.word);
    return done.ok ? { ok: true, value: this.#data.readUInt16BE(0) } : done;
  }

  writeWord(register: number, value: number): Promise<KernelResult> {
    this.#data.writeUInt16BE(value, 0);
    return this.#run(DIRECTION.write, register, SIZE.word);
  }

  async write(register: number, bytes: readonly number[]): Promise<KernelResult> {
    const [first = 0] = bytes;
    if (bytes.length === 1) {
      this.#data[0] = first;
      return this.#run(DIRECTION.write, register, SIZE.byte);
    }
    this.#data[0] = Math.min(bytes.length, MOST_BYTES);
    this.#data.set(bytes.slice(0, MOST_BYTES), 1);
    return this.#run(DIRECTION.write, register, SIZE.block);
  }

  /** Bytes as they are, for chips without registers: up to 33 in one message, which begins as a register's number would. */
  async send(bytes: readonly number[]): Promise<KernelResult> {
    const [first = 0, ...rest] = bytes;
    if (rest.length > MOST_BYTES) return { ok: false, errno: 'EMSGSIZE' };
    if (rest.length === 0) return this.#run(DIRECTION.write, first, SIZE.bare);
    this.#data[0] = rest.length;
    this.#data.set(rest, 1);
    return this.#run(DIRECTION.write, first, SIZE.block);
  }

  /** One byte from a chip without registers. */
  async receive(): Promise<KernelResult<number>> {
    const done = await this.#run(DIRECTION.read, 0, SIZE.bare);
    return done.ok ? { ok: true, value: this.#data.readUInt8(0) } : done;
  }

  /** Waits for a transfer that is under way. */
  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.#busy;
    closeSync(this.#fd);
  }

  #run(direction: number, register: number, size: number): Promise<KernelResult> {
    if (!this.#isOpen) return Promise.resolve({ ok: false, errno: 'EBADF' });
    this.#transfer[0] = direction;
    this.#transfer[1] = register;
    this.#transfer.writeUInt32LE(size, 4);
    const done = ioctlAsync(this.#fd, IOCTL.smbus, this.#transfer);
    this.#busy = done;
    return done;
  }
}
