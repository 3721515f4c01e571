import { type AvrInstruction, instruction } from './avr-instruction.ts';
import { type BlockWriter, FLAGS, type Flag } from './block-writer.ts';

const SREG = 0x5f;
const SPL = 0x5d;
const SPH = 0x5e;
const PROGRAM_WORDS = 16_384;

export function wrapped(address: number): number {
  return address & (PROGRAM_WORDS - 1);
}

/** What follows is what stands there. */
export function jump(to: number, cycles: number, size: 1 | 2 = 1): AvrInstruction {
  return instruction(() => undefined, { size, cycles, continuesAt: to });
}

/** To the address in Z. */
export function jumpIndirect(): AvrInstruction {
  return instruction(
    (block) => {
      const to = block.keep(`(${block.get(30)} | ${block.get(31)} << 8) & ${PROGRAM_WORDS - 1}`);
      block.end(2, to);
    },
    { cycles: 2, ends: true },
  );
}

export interface Call {
  /** Null: to the address in Z. */
  readonly to: number | null;
  readonly back: number;
  readonly cycles: number;
  readonly size: 1 | 2;
}

export function call({ to, back, cycles, size }: Call): AvrInstruction {
  const pushBack = (block: BlockWriter): void => {
    const stack = block.keep(`d[${SPL}] | d[${SPH}] << 8`);
    block.line(`d[${stack}] = ${back & 255}; d[${stack} - 1] = ${back >> 8};`);
    block.line(`d[${SPL}] = ${stack} - 2; d[${SPH}] = ${stack} - 2 >> 8;`);
  };
  if (to !== null) return instruction(pushBack, { size, cycles, continuesAt: to });
  return instruction(
    (block) => {
      const target = block.keep(`(${block.get(30)} | ${block.get(31)} << 8) & ${PROGRAM_WORDS - 1}`);
      pushBack(block);
      block.end(cycles, target);
    },
    { size, cycles, ends: true },
  );
}

/** After RETI one instruction runs before the next interrupt. */
export function returnFrom(interrupt: boolean): AvrInstruction {
  return instruction(
    (block) => {
      const stack = block.keep(`(d[${SPL}] | d[${SPH}] << 8) + 2`);
      block.line(`d[${SPL}] = ${stack}; d[${SPH}] = ${stack} >> 8;`);
      if (interrupt) block.line(`d[${SREG}] |= 128; m.defersInterrupt = true;`);
      block.end(4, `(d[${stack} - 1] << 8 | d[${stack}]) & ${PROGRAM_WORDS - 1}`);
    },
    { cycles: 4, ends: true },
  );
}

/** Not taken, the block goes on; taken, it leaves with all flags as they are. */
export function branch(flag: Flag | 'i', isSet: boolean, to: number): AvrInstruction {
  return instruction(
    (block) => {
      const value = flag === 'i' ? `d[${SREG}] >> 7` : block.flag(flag);
      block.line(`if (${value} ${isSet ? '!==' : '==='} 0) { ${block.leave(2, to)} }`);
    },
    { mostCycles: 2, reads: FLAGS },
  );
}

export interface Skip {
  readonly condition: (block: BlockWriter) => string;
  readonly next: number;
  /** Words of the instruction that may be skipped. */
  readonly skips: 1 | 2;
}

export function skipIf({ condition, next, skips }: Skip): AvrInstruction {
  return instruction(
    (block) => block.line(`if (${condition(block)}) { ${block.leave(1 + skips, wrapped(next + skips))} }`),
    { mostCycles: 3, reads: FLAGS },
  );
}

/** SBIC and SBIS look at a peripheral's register. */
export function bitOfIo(address: number, bit: number, isSet: boolean): Skip['condition'] {
  return (block) => {
    const io = block.variable();
    block.atCycle(0, `${io} = m.readIo(${address});`);
    return `(${io} & ${1 << bit}) ${isSet ? '!==' : '==='} 0`;
  };
}

export function setStatusBit(bit: number, isSet: boolean): AvrInstruction {
  const flag = FLAGS[bit];
  if (flag !== undefined) {
    return instruction((block) => block.setFlag(flag, isSet ? '1' : '0'), { writes: [flag] });
  }
  if (!isSet) return instruction((block) => block.line(`d[${SREG}] &= 127;`));
  // After SEI one instruction runs before an interrupt.
  const write = (block: BlockWriter): void => {
    block.line(`if (d[${SREG}] < 128) m.defersInterrupt = true;`);
    block.line(`d[${SREG}] |= 128;`);
  };
  return instruction(write, { ends: true });
}

export function keepBit(d: number, bit: number): AvrInstruction {
  return instruction((block) => block.setFlag('t', `${block.get(d)} >> ${bit} & 1`), { writes: ['t'] });
}

export function putBit(d: number, bit: number): AvrInstruction {
  return instruction((block) => block.set(d, `${block.get(d)} & ${255 - (1 << bit)} | ${block.flag('t')} << ${bit}`), {
    reads: ['t'],
  });
}

export function nothing(): AvrInstruction {
  return instruction(() => undefined);
}

export function sleep(): AvrInstruction {
  return instruction((block) => block.line('m.fallAsleep();'), { ends: true });
}

export function feedWatchdog(): AvrInstruction {
  return instruction((block) => block.atCycle(0, 'm.onWatchdogReset();'), { ends: true });
}
