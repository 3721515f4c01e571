import { avrInstruction, CPU } from 'avr8js';
import { assemble } from 'avr8js/dist/cjs/utils/assembler.js';
import { describe, expect, it } from 'vitest';
import { AvrProcessor } from '../../../sim/emulated-uno/avr-processor.ts';
import { AvrProgram } from '../../../sim/emulated-uno/avr-program.ts';
import { decodeAvr } from '../../../sim/emulated-uno/decode-avr.ts';
import { FLASH_BYTES } from '../../../sim/emulated-uno/intel-hex.ts';
import { SeededRandom } from '../../../src/domain/seeded-random.ts';
import { assembled } from './assembled-uno.ts';

const SRAM_BYTES = 2048;
const MEMORY = 0x100 + SRAM_BYTES;
const SREG = 0x5f;
/** CBI: avr8js lets it take one cycle, the data sheet two. */
const isCbi = (opcode: number): boolean => (opcode & 0xff00) === 0x9800;
/** FMULSU: avr8js sets the zero flag where the product is not zero. */
const isFmulsu = (opcode: number): boolean => (opcode & 0xff88) === 0x0388;
const ZERO = 2;
/** CPC, SBC and SBCI: avr8js does not see that 0 - 255 - 1 leaves a zero byte. */
const subtractsWithCarry = (opcode: number): boolean =>
  (opcode & 0xfc00) === 0x0400 || (opcode & 0xfc00) === 0x0800 || (opcode & 0xf000) === 0x4000;
const leavesZeroByte = (opcode: number, data: Uint8Array): boolean => {
  const isImmediate = opcode >= 0x4000;
  const x = data[isImmediate ? 16 + ((opcode >> 4) & 15) : (opcode >> 4) & 31] ?? 0;
  const y = isImmediate ? ((opcode >> 4) & 0xf0) | (opcode & 15) : (data[((opcode >> 5) & 16) | (opcode & 15)] ?? 0);
  return x - y - ((data[SREG] ?? 0) & 1) === -256;
};
/** The half carry, which avr8js takes from bit 0; it is compared with a sum of its own below. */
const HALF_CARRY = 0x20;
/** SLEEP, WDR, BREAK and SPM do nothing to compare; a pointer that is stepped and loaded at once is undefined. */
const isCompared = (opcode: number): boolean =>
  ![0x9588, 0x95a8, 0x9598, 0x95e8].includes(opcode) && !((opcode & 0xfc00) === 0x9000 && ((opcode >> 4) & 31) >= 26);
const OPCODES_A_PROGRAM = 2000;

function machines(flash: Uint8Array, random: SeededRandom): { own: AvrProcessor; reference: CPU } {
  const own = new AvrProcessor(flash, SRAM_BYTES);
  const reference = new CPU(new Uint16Array(flash.buffer), SRAM_BYTES);
  for (let at = 0; at < MEMORY; at++) own.data[at] = Math.floor(random.between(0, 256));
  shuffle(own, reference, random);
  reference.data.set(own.data);
  return { own, reference };
}

/** Registers drawn by chance, the same for both, with pointers that point into the SRAM. */
function shuffle(own: AvrProcessor, reference: CPU, random: SeededRandom): void {
  for (let at = 0; at < 32; at++) own.data[at] = Math.floor(random.between(0, 256));
  for (const pair of [26, 28, 30]) own.data[pair + 1] = 2 + (pair & 3);
  own.data[SREG] = Math.floor(random.between(0, 256));
  own.SP = 0x700 + Math.floor(random.between(0, 64));
  for (const at of [...Array(32).keys(), SREG - 2, SREG - 1, SREG]) reference.data[at] = own.data[at] ?? 0;
}

function expectSame(own: AvrProcessor, reference: CPU, what: string): void {
  for (const { data } of [own, reference]) data[SREG] = (data[SREG] ?? 0) & ~HALF_CARRY;
  const differs = own.data.findIndex((byte, at) => byte !== reference.data[at]);
  expect({ what, differs, pc: own.pc, cycles: own.cycles }).toEqual({
    what,
    differs: -1,
    // The program counter has 14 bits; that of avr8js goes on below zero.
    pc: reference.pc & 0x3fff,
    cycles: reference.cycles,
  });
}

describe('the translated processor', () => {
  it('does with every thirteenth opcode what the interpreter of avr8js does', () => {
    const random = new SeededRandom(4);
    let compared = 0;
    for (let first = 0; first < 0x10000; first += OPCODES_A_PROGRAM * 13) {
      const words = new Uint16Array(FLASH_BYTES / 2);
      for (let index = 0; index < OPCODES_A_PROGRAM; index++) {
        // The second word is an address in the SRAM for LDS and STS, and in the program for JMP and CALL.
        words.set([first + 13 * index, 0x0234, 0x0234], 8 * index);
      }
      const flash = new Uint8Array(words.buffer);
      const program = new AvrProgram(flash);
      const { own, reference } = machines(flash, random);
      for (let pc = 0; pc < 8 * OPCODES_A_PROGRAM; pc += 8) {
        const opcode = words[pc] ?? 0;
        if (decodeAvr(words, pc) === null || !isCompared(opcode)) continue;
        shuffle(own, reference, random);
        own.pc = pc;
        reference.pc = pc;
        if (subtractsWithCarry(opcode) && leavesZeroByte(opcode, own.data)) continue;
        own.pc = program.singleAt(pc)(own, -1);
        avrInstruction(reference);
        if (isCbi(opcode)) reference.cycles += 1;
        if (isFmulsu(opcode)) reference.data[SREG] = (reference.data[SREG] ?? 0) ^ ZERO;
        compared += 1;
        expectSame(own, reference, `opcode ${opcode.toString(16)}`);
      }
    }
    expect(compared).toBeGreaterThan(4000);
  });

  it.each([
    ['ADC r16, r17', (x: number, y: number, carry: number) => (x & 15) + (y & 15) + carry > 15],
    ['SBC r16, r17', (x: number, y: number, carry: number) => (x & 15) < (y & 15) + carry],
    ['CPC r16, r17', (x: number, y: number, carry: number) => (x & 15) < (y & 15) + carry],
    ['NEG r16', (x: number) => (x & 15) !== 0],
  ])('%s says whether it carries from the lower half', (source, carries) => {
    const flash = assembled(source);
    const single = new AvrProgram(flash).singleAt(0);
    for (const [x, y, carry] of [
      [0x0f, 0x01, 0],
      [0x0f, 0x00, 1],
      [0x10, 0x01, 0],
      [0xf8, 0xf8, 0],
      [0x30, 0x30, 1],
    ] as const) {
      const own = new AvrProcessor(flash, SRAM_BYTES);
      own.data.set([x, y], 16);
      own.data[SREG] = carry;
      single(own, -1);
      expect(((own.data[SREG] ?? 0) & HALF_CARRY) !== 0, `${x} ${y} ${carry}`).toBe(carries(x, y, carry));
    }
  });

  it('runs blocks of arithmetic, branches, calls and loops as the interpreter does', () => {
    const flash = assembled(`
      LDI r20, 60
      LDI r26, 0x10
      LDI r27, 0x03
      again: MOV r16, r20
      RCALL mix
      ST X+, r16
      DEC r20
      BRNE again
      done: RJMP done
      mix: PUSH r20
      SUBI r16, 0x37
      MUL r16, r20
      ADC r0, r1
      EOR r16, r0
      SBRC r16, 3
      COM r16
      ROR r16
      SBIW r28, 5
      BRCS odd
      LSR r17
      odd: CPSE r16, r20
      INC r18
      CPC r18, r16
      IN r19, 0x3f
      POP r20
      RET`);
    const random = new SeededRandom(9);
    for (let trial = 0; trial < 20; trial++) {
      const { own, reference } = machines(flash, random);
      const program = new AvrProgram(flash);
      while (own.cycles < 3000) own.pc = (program.blocks[own.pc] ?? program.blockAt(own.pc))(own, -1);
      while (reference.cycles < own.cycles) avrInstruction(reference);
      expectSame(own, reference, `trial ${trial}`);
    }
  });

  it('keeps the flags that a branch out of a block leaves behind', () => {
    const { errors, bytes } = assemble('SUBI r16, 1\nBRCS out\nADIW r24, 1\nout: IN r17, 0x3f\nhere: RJMP here');
    expect(errors).toEqual([]);
    const flash = new Uint8Array(FLASH_BYTES);
    flash.set(bytes);
    for (const start of [0, 1, 0x80]) {
      const own = new AvrProcessor(flash, SRAM_BYTES);
      const reference = new CPU(new Uint16Array(flash.buffer), SRAM_BYTES);
      reference.data.set(own.data);
      for (const { data } of [own, reference]) data[16] = start;
      const program = new AvrProgram(flash);
      while (own.cycles < 12) own.pc = program.blockAt(own.pc)(own, -1);
      while (reference.cycles < own.cycles) avrInstruction(reference);
      expect(own.data[17]).toBe(reference.data[17]);
      expect(own.data[SREG]).toBe(reference.data[SREG]);
    }
  });
});
