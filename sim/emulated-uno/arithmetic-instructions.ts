import { type AvrInstruction, instruction, setSigns } from './avr-instruction.ts';
import type { BlockWriter, Flag } from './block-writer.ts';

const SUM_FLAGS: readonly Flag[] = ['c', 'z', 'n', 'v', 's', 'h'];
const LOGIC_FLAGS: readonly Flag[] = ['z', 'n', 'v', 's'];
const SHIFT_FLAGS: readonly Flag[] = ['c', 'z', 'n', 'v', 's'];

export function add(d: number, r: number, withCarry: boolean): AvrInstruction {
  const write = (block: BlockWriter): void => {
    const [x, y] = [block.keep(block.get(d)), block.keep(block.get(r))];
    const sum = block.keep(`${x} + ${y}${withCarry ? ` + ${block.flag('c')}` : ''}`);
    const result = block.keep(`${sum} & 255`);
    block.setFlag('c', `${sum} >> 8`);
    block.setFlag('h', `(${x} ^ ${y} ^ ${result}) >> 4 & 1`);
    setSigns(block, result, `((${x} ^ ${result}) & (${y} ^ ${result})) >> 7`);
    block.set(d, result);
  };
  return instruction(write, { reads: withCarry ? ['c'] : [], writes: SUM_FLAGS });
}

export interface Subtraction {
  readonly d: number;
  /** Of the subtrahend: a register, or a number. */
  readonly by: { readonly register: number } | { readonly value: number };
  readonly withCarry: boolean;
  /** False for the comparisons. */
  readonly keeps: boolean;
}

export function subtract({ d, by, withCarry, keeps }: Subtraction): AvrInstruction {
  const write = (block: BlockWriter): void => {
    const x = block.keep(block.get(d));
    const y = 'value' in by ? String(by.value) : block.keep(block.get(by.register));
    const difference = block.keep(`${x} - ${y}${withCarry ? ` - ${block.flag('c')}` : ''}`);
    const result = block.keep(`${difference} & 255`);
    const zeroBefore = withCarry && block.isLive('z') ? block.keep(block.flag('z')) : null;
    block.setFlag('c', `${difference} >> 8 & 1`);
    block.setFlag('h', `(${x} ^ ${y} ^ ${result}) >> 4 & 1`);
    setSigns(block, result, `((${x} ^ ${y}) & (${x} ^ ${result})) >> 7`);
    // With a carry the flag says whether the whole of a longer number is zero.
    if (zeroBefore !== null) block.setFlag('z', `${block.flag('z')} & ${zeroBefore}`);
    if (keeps) block.set(d, result);
  };
  return instruction(write, { reads: withCarry ? ['c', 'z'] : [], writes: SUM_FLAGS });
}

export function logic(d: number, operand: (block: BlockWriter) => string, operator: '&' | '|' | '^'): AvrInstruction {
  const write = (block: BlockWriter): void => {
    const result = block.keep(`${block.get(d)} ${operator} ${operand(block)}`);
    setSigns(block, result, '0');
    block.set(d, result);
  };
  return instruction(write, { writes: LOGIC_FLAGS });
}

export function complement(d: number): AvrInstruction {
  const write = (block: BlockWriter): void => {
    const result = block.keep(`255 - ${block.get(d)}`);
    block.setFlag('c', '1');
    setSigns(block, result, '0');
    block.set(d, result);
  };
  return instruction(write, { writes: SHIFT_FLAGS });
}

export function negate(d: number): AvrInstruction {
  const write = (block: BlockWriter): void => {
    const x = block.keep(block.get(d));
    const result = block.keep(`-${x} & 255`);
    block.setFlag('c', `${result} !== 0 ? 1 : 0`);
    block.setFlag('h', `(${result} | ${x}) >> 3 & 1`);
    setSigns(block, result, `${result} === 128 ? 1 : 0`);
    block.set(d, result);
  };
  return instruction(write, { writes: SUM_FLAGS });
}

export function step(d: number, by: 1 | -1): AvrInstruction {
  const write = (block: BlockWriter): void => {
    const result = block.keep(`${block.get(d)} + ${by} & 255`);
    setSigns(block, result, `${result} === ${by === 1 ? 128 : 127} ? 1 : 0`);
    block.set(d, result);
  };
  return instruction(write, { writes: LOGIC_FLAGS });
}

/** What comes in at the top: nothing, the carry, or the sign again. */
export function shiftRight(d: number, fill: 'zero' | 'carry' | 'sign'): AvrInstruction {
  const write = (block: BlockWriter): void => {
    const x = block.keep(block.get(d));
    const top = { zero: '', carry: ` | ${fill === 'carry' ? block.flag('c') : ''} << 7`, sign: ` | ${x} & 128` }[fill];
    const result = block.keep(`${x} >> 1${top}`);
    block.setFlag('c', `${x} & 1`);
    setSigns(block, result, `${result} >> 7 ^ ${x} & 1`);
    block.set(d, result);
  };
  return instruction(write, { reads: fill === 'carry' ? ['c'] : [], writes: SHIFT_FLAGS });
}

export function swapNibbles(d: number): AvrInstruction {
  return instruction((block) => {
    const x = block.keep(block.get(d));
    block.set(d, `(${x} << 4 | ${x} >> 4) & 255`);
  });
}

export function addToWord(d: number, value: number): AvrInstruction {
  const write = (block: BlockWriter): void => {
    const word = block.keep(`${block.get(d)} | ${block.get(d + 1)} << 8`);
    const result = block.keep(`${word} + ${value} & 65535`);
    const [rises, falls] = [`(~${word} & ${result}) >> 15 & 1`, `(${word} & ~${result}) >> 15 & 1`];
    block.setFlag('c', value < 0 ? rises : falls);
    setSigns(block, result, value < 0 ? falls : rises, 15);
    block.set(d, `${result} & 255`);
    block.set(d + 1, `${result} >> 8`);
  };
  return instruction(write, { cycles: 2, writes: SHIFT_FLAGS });
}

/** Signed operands are bytes whose upper bit counts as -128; a fractional product is shifted left by one. */
export interface Product {
  readonly d: number;
  readonly r: number;
  readonly signed: readonly [boolean, boolean];
  readonly fractional: boolean;
}

export function multiply({ d, r, signed, fractional }: Product): AvrInstruction {
  const factor = (name: string, isSigned: boolean): string => (isSigned ? `(${name} << 24 >> 24)` : name);
  const write = (block: BlockWriter): void => {
    const product = block.keep(`${factor(block.get(d), signed[0])} * ${factor(block.get(r), signed[1])} & 65535`);
    const result = fractional ? block.keep(`${product} << 1 & 65535`) : product;
    block.setFlag('c', `${product} >> 15`);
    block.setFlag('z', `${result} === 0 ? 1 : 0`);
    block.set(0, `${result} & 255`);
    block.set(1, `${result} >> 8`);
  };
  return instruction(write, { cycles: 2, writes: ['c', 'z'] });
}
