import type { AvrInstruction } from './avr-instruction.ts';
import type { AvrProcessor } from './avr-processor.ts';
import { ALL_FLAGS, BlockWriter, type Flag } from './block-writer.ts';
import { decodeAvr } from './decode-avr.ts';
import { wrapped } from './flow-instructions.ts';

/**
 * Runs instructions one after the other, through jumps and calls, up to a branch that is taken; returns where the program
 * goes on. It may begin anew while the machine has not run for more than `latest` cycles.
 */
export type AvrBlock = (machine: AvrProcessor, latest: number) => number;

const MOST_INSTRUCTIONS = 40;

const programs = new WeakMap<Uint8Array, AvrProgram>();

/** Of the same image there is one translation, however many boards run it. */
export function programOf(flash: Uint8Array): AvrProgram {
  const known = programs.get(flash);
  if (known !== undefined) return known;
  const program = new AvrProgram(flash);
  programs.set(flash, program);
  return program;
}

/**
 * A program translated into JavaScript, block by block, as it is reached. An interpreter that looks at every opcode
 * takes some fifty times as long as what the opcode does.
 */
export class AvrProgram {
  /** By the address of their first word. */
  readonly blocks: (AvrBlock | undefined)[];
  /** What the longest way through a block takes. */
  readonly mostCycles: Uint16Array;
  readonly #words: Uint16Array;
  readonly #singles: (AvrBlock | undefined)[];

  constructor(flash: Uint8Array) {
    this.#words = new Uint16Array(flash.buffer, flash.byteOffset, flash.byteLength / 2);
    const { length } = this.#words;
    this.blocks = new Array<undefined>(length).fill(undefined);
    this.mostCycles = new Uint16Array(length);
    this.#singles = new Array<undefined>(length).fill(undefined);
  }

  blockAt(pc: number): AvrBlock {
    const { run, mostCycles } = this.#translate(pc, MOST_INSTRUCTIONS);
    this.blocks[pc] = run;
    this.mostCycles[pc] = mostCycles;
    return run;
  }

  /** The one instruction there: where something must happen before the block would be through. */
  singleAt(pc: number): AvrBlock {
    const known = this.#singles[pc];
    if (known !== undefined) return known;
    const { run } = this.#translate(pc, 1);
    this.#singles[pc] = run;
    return run;
  }

  #translate(pc: number, most: number): { readonly run: AvrBlock; readonly mostCycles: number } {
    const instructions: AvrInstruction[] = [];
    const reached = new Set<number>();
    let at = pc;
    while (instructions.length < most && !reached.has(at)) {
      const instruction = decodeAvr(this.#words, at);
      if (instruction === null) {
        if (instructions.length === 0) return { run: staysAt(pc), mostCycles: 1 };
        break;
      }
      reached.add(at);
      instructions.push(instruction);
      at = instruction.continuesAt ?? wrapped(at + instruction.size);
      if (instruction.ends) break;
    }
    const source = write(instructions, pc, at);
    return {
      run: new Function('m', 'latest', source) as AvrBlock,
      mostCycles: instructions.reduce((sum, { mostCycles }) => sum + mostCycles, 0),
    };
  }
}

/** A chip would do something that nobody has written down: it is kept where it is, for the watchdog. */
function staysAt(pc: number): AvrBlock {
  return (machine) => {
    machine.ran += 1;
    return pc;
  };
}

function write(instructions: readonly AvrInstruction[], start: number, next: number): string {
  const block = new BlockWriter(start);
  const liveAfter = livenessOf(instructions);
  let cycles = 0;
  for (const [index, instruction] of instructions.entries()) {
    block.live = liveAfter[index] ?? ALL_FLAGS;
    block.cycles = cycles;
    instruction.write(block);
    cycles += instruction.cycles;
  }
  if (!block.hasEnded) {
    block.cycles = 0;
    block.end(cycles, next);
  }
  return block.source();
}

/** Which flags somebody looks at after each instruction. At the end of a block all of them may be. */
function livenessOf(instructions: readonly AvrInstruction[]): readonly ReadonlySet<Flag>[] {
  const liveAfter: ReadonlySet<Flag>[] = [];
  let live: ReadonlySet<Flag> = ALL_FLAGS;
  for (const { reads, writes } of instructions.toReversed()) {
    liveAfter.unshift(live);
    live = new Set([...[...live].filter((flag) => !writes.includes(flag)), ...reads]);
  }
  return liveAfter;
}
