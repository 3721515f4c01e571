import { openSync } from 'node:fs';
import koffi from 'koffi';
import { ioctl, ioctlValue } from '../../../boards/raspberry-pi/kernel/libc.ts';

/** SMBus transfers of i2c-dev, here at once and not in a thread: registers of the kernel's stub take no time. */
const IOCTL = { slave: 0x0703, smbus: 0x0720 } as const;
const WRITE = 0;
const SIZE = { word: 3, block: 8 } as const;

/** The inside of a simulated chip: what its registers say. */
export class StubChip {
  readonly #fd: number;
  readonly #data = Buffer.alloc(34);
  readonly #transfer = Buffer.alloc(16);

  constructor(address: number) {
    this.#fd = openSync('/dev/i2c-1', 'r+');
    ioctlValue(this.#fd, IOCTL.slave, address);
    this.#transfer[0] = WRITE;
    this.#transfer.writeBigUInt64LE(koffi.address(this.#data), 8);
  }

  /** Bytes from `register` on. */
  bytes(register: number, bytes: Uint8Array): void {
    this.#data[0] = bytes.length;
    this.#data.set(bytes, 1);
    this.#run(register, SIZE.block);
  }

  /** 16 bits, the higher byte first. */
  word(register: number, value: number): void {
    this.#data.writeUInt16BE(value & 0xffff, 0);
    this.#run(register, SIZE.word);
  }

  #run(register: number, size: number): void {
    this.#transfer[1] = register;
    this.#transfer.writeUInt32LE(size, 4);
    // One that was taken off the bus has registers all the same; they are written when it is back.
    ioctl(this.#fd, IOCTL.smbus, this.#transfer);
  }
}
