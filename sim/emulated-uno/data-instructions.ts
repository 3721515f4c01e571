import { type AvrInstruction, instruction } from './avr-instruction.ts';
import { type BlockWriter, FLAGS } from './block-writer.ts';

const SREG = 0x5f;
const SPL = 0x5d;
const SPH = 0x5e;
/** Registers of the peripherals begin and the SRAM begins. */
const IO_BEGINS = 0x20;
const SRAM_BEGINS = 0x100;
/** What no peripheral looks at when it is read: the pins and the general purpose registers. */
const PLAIN_READS: readonly number[] = [0x23, 0x26, 0x29, 0x3e, 0x4a, 0x4b, SPL, SPH];
const PLAIN_WRITES: readonly number[] = [0x3e, 0x4a, 0x4b, SPL, SPH];

export const X = 26;
export const Y = 28;
export const Z = 30;

/** An address in a pair of registers, which may be stepped before or after. */
export interface Pointer {
  readonly pair: typeof X | typeof Y | typeof Z;
  readonly offset?: number;
  readonly steps?: 'before' | 'after';
}

export function move(d: number, r: number): AvrInstruction {
  return instruction((block) => block.set(d, block.get(r)));
}

export function moveWord(d: number, r: number): AvrInstruction {
  return instruction((block) => {
    const [low, high] = [block.keep(block.get(r)), block.keep(block.get(r + 1))];
    block.set(d, low);
    block.set(d + 1, high);
  });
}

export function loadImmediate(d: number, value: number): AvrInstruction {
  return instruction((block) => block.set(d, String(value)));
}

/** From a fixed address: LDS, and IN with its address in the data space. */
export function loadDirect(d: number, address: number, size: 1 | 2): AvrInstruction {
  const readsStatus = address === SREG;
  const write = (block: BlockWriter): void => {
    if (readsStatus) block.set(d, block.statusValue());
    else if (address < IO_BEGINS) block.set(d, block.get(address));
    else if (address >= SRAM_BEGINS || PLAIN_READS.includes(address)) block.set(d, `d[${address}]`);
    else {
      block.set(d, '0');
      block.atCycle(size - 1, `r${d} = m.readIo(${address});`);
    }
  };
  return instruction(write, { size, cycles: size, reads: readsStatus ? FLAGS : [] });
}

/** To a fixed address: STS, and OUT with its address in the data space. */
export function storeDirect(address: number, r: number, size: 1 | 2): AvrInstruction {
  if (address === SREG) {
    // An interrupt that it lets in comes at once: the block ends.
    const write = (block: BlockWriter): void => block.setStatus(block.get(r));
    return instruction(write, { size, cycles: size, writes: FLAGS, ends: true });
  }
  const write = (block: BlockWriter): void => {
    if (address < IO_BEGINS) block.set(address, block.get(r));
    else if (address >= SRAM_BEGINS || PLAIN_WRITES.includes(address)) block.line(`d[${address}] = ${block.get(r)};`);
    else block.atCycle(size - 1, `m.writeIo(${address}, ${block.get(r)}, 255);`);
  };
  // What a peripheral does with it may ask for an interrupt: it shall not wait for a long block.
  const ends = address < SRAM_BEGINS && address >= IO_BEGINS && !PLAIN_WRITES.includes(address);
  return instruction(write, { size, cycles: size, ends });
}

export function load(d: number, pointer: Pointer): AvrInstruction {
  return instruction(
    (block) => {
      const at = addressOf(block, pointer);
      const value = block.keep(`${at} >= ${SRAM_BEGINS} ? d[${at}] : m.readLow(${at}, ${block.cycles + 1})`);
      block.set(d, value);
    },
    { cycles: 2 },
  );
}

export function storeAt(pointer: Pointer, r: number): AvrInstruction {
  return instruction(
    (block) => {
      const value = block.keep(block.get(r));
      const at = addressOf(block, pointer);
      block.line(`if (${at} >= ${SRAM_BEGINS}) d[${at}] = ${value};`);
      block.line(`else m.writeLow(${at}, ${value}, ${block.cycles + 1});`);
    },
    { cycles: 2 },
  );
}

function addressOf(block: BlockWriter, { pair, offset, steps }: Pointer): string {
  const pointer = block.keep(`${block.get(pair)} | ${block.get(pair + 1)} << 8`);
  if (steps === undefined)
    return offset === undefined || offset === 0 ? pointer : block.keep(`${pointer} + ${offset} & 65535`);
  const stepped = block.keep(`${pointer} ${steps === 'before' ? '-' : '+'} 1 & 65535`);
  block.set(pair, `${stepped} & 255`);
  block.set(pair + 1, `${stepped} >> 8`);
  return steps === 'before' ? stepped : pointer;
}

/** A byte of the program. */
export function loadProgram(d: number, steps: boolean): AvrInstruction {
  return instruction(
    (block) => {
      const at = addressOf(block, steps ? { pair: Z, steps: 'after' } : { pair: Z });
      block.set(d, `m.flash[${at} & 32767]`);
    },
    { cycles: 3 },
  );
}

export function push(r: number): AvrInstruction {
  return instruction(
    (block) => {
      const stack = block.keep(`d[${SPL}] | d[${SPH}] << 8`);
      block.line(`d[${stack}] = ${block.get(r)}; d[${SPL}] = ${stack} - 1; d[${SPH}] = ${stack} - 1 >> 8;`);
    },
    { cycles: 2 },
  );
}

export function pop(d: number): AvrInstruction {
  return instruction(
    (block) => {
      const stack = block.keep(`(d[${SPL}] | d[${SPH}] << 8) + 1`);
      block.line(`d[${SPL}] = ${stack}; d[${SPH}] = ${stack} >> 8;`);
      block.set(d, `d[${stack}] | 0`);
    },
    { cycles: 2 },
  );
}

/** SBI and CBI; only that one bit is written. */
export function changeBit(address: number, bit: number, isSet: boolean): AvrInstruction {
  const mask = 1 << bit;
  return instruction(
    (block) => {
      const change = isSet ? `| ${mask}` : `& ${255 - mask}`;
      block.atCycle(1, `m.writeIo(${address}, m.readIo(${address}) ${change}, ${mask});`);
    },
    { cycles: 2, ends: true },
  );
}
