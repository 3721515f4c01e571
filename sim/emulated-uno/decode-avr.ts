import {
  add,
  addToWord,
  complement,
  logic,
  multiply,
  negate,
  shiftRight,
  step,
  subtract,
  swapNibbles,
} from './arithmetic-instructions.ts';
import type { AvrInstruction } from './avr-instruction.ts';
import { FLAGS } from './block-writer.ts';
import {
  changeBit,
  load,
  loadDirect,
  loadImmediate,
  loadProgram,
  move,
  moveWord,
  type Pointer,
  pop,
  push,
  storeAt,
  storeDirect,
  X,
  Y,
  Z,
} from './data-instructions.ts';
import {
  bitOfIo,
  branch,
  call,
  feedWatchdog,
  jump,
  jumpIndirect,
  keepBit,
  nothing,
  putBit,
  returnFrom,
  setStatusBit,
  skipIf,
  sleep,
  wrapped,
} from './flow-instructions.ts';

const IO_OFFSET = 0x20;

/** What an opcode may refer to. */
interface Operands {
  readonly d: number;
  readonly r: number;
  readonly next: number;
  readonly second: number;
  readonly skips: () => 1 | 2;
}

/** Words of an instruction: LDS, STS, JMP and CALL have two. */
export function sizeOfInstruction(opcode: number): 1 | 2 {
  return (opcode & 0xfc0f) === 0x9000 || (opcode & 0xfe0c) === 0x940c ? 2 : 1;
}

/** The instruction at a word of the program; null where there is none. AVR instruction set manual, DS40002198. */
export function decodeAvr(program: Uint16Array, pc: number): AvrInstruction | null {
  const opcode = program[pc] ?? 0;
  const second = program[wrapped(pc + 1)] ?? 0;
  const next = wrapped(pc + 1);
  const d = (opcode >> 4) & 0x1f;
  const r = (opcode & 0x0f) | ((opcode >> 5) & 0x10);
  const upper = 16 + ((opcode >> 4) & 0x0f);
  const byte = (opcode & 0x0f) | ((opcode >> 4) & 0xf0);
  switch (opcode >> 12) {
    case 0x0:
    case 0x1:
    case 0x2:
      return decodeRegisters(opcode, { d, r, next, second, skips: () => skipOver(program, next) });
    case 0x3:
      return subtract({ d: upper, by: { value: byte }, withCarry: false, keeps: false });
    case 0x4:
      return subtract({ d: upper, by: { value: byte }, withCarry: true, keeps: true });
    case 0x5:
      return subtract({ d: upper, by: { value: byte }, withCarry: false, keeps: true });
    case 0x6:
      return logic(upper, () => String(byte), '|');
    case 0x7:
      return logic(upper, () => String(byte), '&');
    case 0x8:
    case 0xa:
      return decodeDisplaced(opcode, d);
    case 0x9:
      return decodeNine(opcode, { d, r, next, second, skips: () => skipOver(program, next) });
    case 0xb: {
      const address = IO_OFFSET + ((opcode & 0x0f) | ((opcode >> 5) & 0x30));
      return (opcode & 0x0800) === 0 ? loadDirect(d, address, 1) : storeDirect(address, d, 1);
    }
    case 0xc:
    case 0xd: {
      const to = wrapped(next + ((opcode << 20) >> 20));
      return opcode >> 12 === 0xc ? jump(to, 2) : call({ to, back: next, cycles: 3, size: 1 });
    }
    case 0xe:
      return loadImmediate(upper, byte);
    default:
      return decodeBits(opcode, d, next, () => skipOver(program, next));
  }
}

function skipOver(program: Uint16Array, next: number): 1 | 2 {
  return sizeOfInstruction(program[next] ?? 0);
}

/** 0x0000 to 0x2fff: two registers. */
function decodeRegisters(opcode: number, { d, r, next, skips }: Operands): AvrInstruction | null {
  const register = { register: r };
  switch (opcode >> 10) {
    case 0x00:
      return decodeZero(opcode);
    case 0x01:
      return subtract({ d, by: register, withCarry: true, keeps: false });
    case 0x02:
      return subtract({ d, by: register, withCarry: true, keeps: true });
    case 0x03:
      return add(d, r, false);
    case 0x04:
      return skipIf({ condition: (block) => `${block.get(d)} === ${block.get(r)}`, next, skips: skips() });
    case 0x05:
      return subtract({ d, by: register, withCarry: false, keeps: false });
    case 0x06:
      return subtract({ d, by: register, withCarry: false, keeps: true });
    case 0x07:
      return add(d, r, true);
    case 0x08:
      return logic(d, (block) => block.get(r), '&');
    case 0x09:
      return logic(d, (block) => block.get(r), '^');
    case 0x0a:
      return logic(d, (block) => block.get(r), '|');
    case 0x0b:
      return move(d, r);
    default:
      return null;
  }
}

function decodeZero(opcode: number): AvrInstruction | null {
  const [d, r] = [16 + ((opcode >> 4) & 7), 16 + (opcode & 7)];
  switch (opcode >> 8) {
    case 0x00:
      return opcode === 0 ? nothing() : null;
    case 0x01:
      return moveWord(2 * ((opcode >> 4) & 0x0f), 2 * (opcode & 0x0f));
    case 0x02:
      return multiply({
        d: 16 + ((opcode >> 4) & 0x0f),
        r: 16 + (opcode & 0x0f),
        signed: [true, true],
        fractional: false,
      });
    default: {
      const kind = (opcode & 0x80) | (opcode & 0x08);
      const signed = { 0: [true, false], 8: [false, false], 128: [true, true], 136: [true, false] } as const;
      return multiply({ d, r, signed: signed[kind as keyof typeof signed], fractional: kind !== 0 });
    }
  }
}

/** LDD and STD. */
function decodeDisplaced(opcode: number, d: number): AvrInstruction {
  const offset = (opcode & 7) | ((opcode >> 7) & 0x18) | ((opcode >> 8) & 0x20);
  const pointer: Pointer = { pair: (opcode & 8) === 0 ? Z : Y, offset };
  return (opcode & 0x0200) === 0 ? load(d, pointer) : storeAt(pointer, d);
}

const POINTERS: Readonly<Record<number, Pointer>> = {
  1: { pair: Z, steps: 'after' },
  2: { pair: Z, steps: 'before' },
  9: { pair: Y, steps: 'after' },
  10: { pair: Y, steps: 'before' },
  12: { pair: X },
  13: { pair: X, steps: 'after' },
  14: { pair: X, steps: 'before' },
};

function decodeNine(opcode: number, operands: Operands): AvrInstruction | null {
  const { d, r, next, second, skips } = operands;
  const pointer = POINTERS[opcode & 0x0f];
  const ioAddress = IO_OFFSET + ((opcode >> 3) & 0x1f);
  const bit = opcode & 7;
  switch ((opcode >> 8) & 0x0f) {
    case 0x0:
    case 0x1:
      if (pointer !== undefined) return load(d, pointer);
      if ((opcode & 0x0f) === 0) return loadDirect(d, second, 2);
      if ((opcode & 0x0f) === 0x0f) return pop(d);
      return (opcode & 0x0e) === 0x04 ? loadProgram(d, (opcode & 1) !== 0) : null;
    case 0x2:
    case 0x3:
      if (pointer !== undefined) return storeAt(pointer, d);
      if ((opcode & 0x0f) === 0) return storeDirect(second, d, 2);
      return (opcode & 0x0f) === 0x0f ? push(d) : null;
    case 0x4:
    case 0x5:
      return decodeSingle(opcode, operands);
    case 0x6:
    case 0x7: {
      const value = (opcode & 0x0f) | ((opcode >> 2) & 0x30);
      return addToWord(24 + 2 * ((opcode >> 4) & 3), (opcode & 0x0100) === 0 ? value : -value);
    }
    case 0x8:
      return changeBit(ioAddress, bit, false);
    case 0x9:
      return skipIf({ condition: bitOfIo(ioAddress, bit, false), next, skips: skips() });
    case 0xa:
      return changeBit(ioAddress, bit, true);
    case 0xb:
      return skipIf({ condition: bitOfIo(ioAddress, bit, true), next, skips: skips() });
    default:
      return multiply({ d, r, signed: [false, false], fractional: false });
  }
}

/** 0x9400 to 0x95ff. */
function decodeSingle(opcode: number, { d, next, second }: Operands): AvrInstruction | null {
  const far = wrapped(second);
  switch (opcode & 0x0f) {
    case 0x0:
      return complement(d);
    case 0x1:
      return negate(d);
    case 0x2:
      return swapNibbles(d);
    case 0x3:
      return step(d, 1);
    case 0x5:
      return shiftRight(d, 'sign');
    case 0x6:
      return shiftRight(d, 'zero');
    case 0x7:
      return shiftRight(d, 'carry');
    case 0x8:
      return (opcode & 0x0100) === 0 ? setStatusBit((opcode >> 4) & 7, (opcode & 0x80) === 0) : decodeAlone(opcode);
    case 0x9:
      if (opcode === 0x9409) return jumpIndirect();
      return opcode === 0x9509 ? call({ to: null, back: next, cycles: 3, size: 1 }) : null;
    case 0xa:
      return step(d, -1);
    case 0xc:
    case 0xd:
      return jump(far, 3, 2);
    case 0xe:
    case 0xf:
      return call({ to: far, back: wrapped(next + 1), cycles: 4, size: 2 });
    default:
      return null;
  }
}

function decodeAlone(opcode: number): AvrInstruction | null {
  switch (opcode) {
    case 0x9508:
      return returnFrom(false);
    case 0x9518:
      return returnFrom(true);
    case 0x9588:
      return sleep();
    case 0x95a8:
      return feedWatchdog();
    case 0x95c8:
      return loadProgram(0, false);
    // BREAK stops nothing here, and nothing writes its own program.
    case 0x9598:
    case 0x95e8:
      return nothing();
    default:
      return null;
  }
}

/** 0xf000 to 0xffff: branches, and single bits of registers. */
function decodeBits(opcode: number, d: number, next: number, skips: () => 1 | 2): AvrInstruction | null {
  const bit = opcode & 7;
  if (opcode < 0xf800) {
    const to = wrapped(next + ((opcode << 22) >> 25));
    return branch(FLAGS[bit] ?? 'i', opcode < 0xf400, to);
  }
  if ((opcode & 8) !== 0) return null;
  if (opcode < 0xfa00) return putBit(d, bit);
  if (opcode < 0xfc00) return keepBit(d, bit);
  const isSet = opcode >= 0xfe00;
  return skipIf({
    condition: (block) => `(${block.get(d)} & ${1 << bit}) ${isSet ? '!==' : '==='} 0`,
    next,
    skips: skips(),
  });
}
