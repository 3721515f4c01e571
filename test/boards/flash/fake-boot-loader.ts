import { Duplex } from 'node:stream';

const PAGE = 128;
const LOAD_ADDRESS = 0x55;
const PROGRAM_PAGE = 0x64;
const READ_PAGE = 0x74;
const READ_SIGNATURE = 0x75;

/** Optiboot's side of STK500, with a program memory; it hears what it is told and answers in the same turn. */
export class FakeBootLoader {
  readonly flash = new Uint8Array(32 * 1024).fill(0xff);
  signature = [0x1e, 0x95, 0x0f];
  isSilent = false;
  /** Called after each page that was written. */
  onPage: (count: number) => void = () => undefined;
  readonly stream: Duplex;
  #pages = 0;
  #address = 0;

  constructor() {
    this.stream = new Duplex({
      read: () => undefined,
      write: (bytes: Buffer, _encoding, done) => {
        if (!this.isSilent) this.#take(bytes);
        done();
      },
    });
  }

  #take(bytes: Buffer): void {
    const [command = 0, first = 0, second = 0] = bytes;
    this.#answer(this.#obey(command, first, second, bytes));
    if (command === PROGRAM_PAGE) this.onPage(this.#pages);
  }

  /** What is read, if anything. */
  #obey(command: number, first: number, second: number, bytes: Buffer): readonly number[] {
    switch (command) {
      case LOAD_ADDRESS:
        this.#address = (first | (second << 8)) * 2;
        return [];
      case PROGRAM_PAGE:
        this.flash.set(bytes.subarray(4, 4 + second), this.#address);
        this.#pages += 1;
        return [];
      case READ_PAGE:
        return [...this.flash.subarray(this.#address, this.#address + Math.min(second, PAGE))];
      case READ_SIGNATURE:
        return this.signature;
      default:
        return [];
    }
  }

  #answer(data: readonly number[]): void {
    if (!this.stream.destroyed) this.stream.push(Buffer.from([0x14, ...data, 0x10]));
  }
}
