/** A peripheral's register is written; false lets the value be stored as it is. `mask`: the bits that are meant. */
export type WriteHook = (value: number, old: number, address: number, mask: number) => boolean;
export type ReadHook = (address: number) => number;

const REGISTERS_END = 0x20;
/** Below the SRAM stand the general registers and those of the peripherals. */
const SRAM_BEGINS = 0x100;
const SPL = 0x5d;
const SMCR = 0x53;
const SLEEP_ENABLED = 1;

/** What the processor holds: registers, memory and time. Peripherals hook themselves into their registers. */
export class AvrProcessor {
  /** General registers, those of the peripherals, SRAM. */
  readonly data: Uint8Array;
  /** The program's bytes. */
  readonly flash: Uint8Array;
  readonly readHooks: (ReadHook | undefined)[] = new Array<undefined>(SRAM_BEGINS).fill(undefined);
  readonly writeHooks: (WriteHook | undefined)[] = new Array<undefined>(SRAM_BEGINS).fill(undefined);
  onWatchdogReset: () => void = () => undefined;
  /** In words. */
  pc = 0;
  /** Cycles since `rebase`: a small integer, which costs nothing to count. */
  ran = 0;
  #base = 0;
  /** The next instruction comes before the next interrupt. */
  defersInterrupt = false;
  isAsleep = false;

  constructor(flash: Uint8Array, sramBytes: number) {
    this.flash = flash;
    this.data = new Uint8Array(SRAM_BEGINS + sramBytes);
  }

  get cycles(): number {
    return this.#base + this.ran;
  }

  set cycles(cycles: number) {
    this.ran = Math.ceil(cycles - this.#base);
  }

  /** Lets the count begin at 0; returns the cycle at which it does. */
  rebase(): number {
    this.#base += this.ran;
    this.ran = 0;
    return this.#base;
  }

  get SP(): number {
    return (this.data[SPL] ?? 0) | ((this.data[SPL + 1] ?? 0) << 8);
  }

  set SP(address: number) {
    this.data[SPL] = address & 0xff;
    this.data[SPL + 1] = address >> 8;
  }

  readIo(address: number): number {
    const hook = this.readHooks[address];
    return hook === undefined ? (this.data[address] ?? 0) : hook(address);
  }

  writeIo(address: number, value: number, mask: number): void {
    const hook = this.writeHooks[address];
    if (hook?.(value, this.data[address] ?? 0, address, mask) !== true) this.data[address] = value;
  }

  /** Through a pointer, `cycles` after the block began. Flags that the block has not stored yet cannot be seen so. */
  readLow(address: number, cycles: number): number {
    if (address < REGISTERS_END) return this.data[address] ?? 0;
    this.ran += cycles;
    const value = this.readIo(address);
    this.ran -= cycles;
    return value;
  }

  writeLow(address: number, value: number, cycles: number): void {
    this.ran += cycles;
    this.writeIo(address, value, 0xff);
    this.ran -= cycles;
  }

  fallAsleep(): void {
    this.isAsleep = ((this.data[SMCR] ?? 0) & SLEEP_ENABLED) !== 0;
  }
}
