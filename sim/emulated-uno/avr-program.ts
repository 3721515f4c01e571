import type { AvrInstruction } from './avr-instruction.ts';
import type { AvrProcessor } from './avr-processor.ts';
import { ALL_FLAGS, BlockWriter, type Flag } from './block-writer.ts';
import { decodeAvr } from './decode-avr.ts';
import { wrapped } from './flow-instructions.ts';

/** Instructions that always run one after the other. */
export interface AvrBlock {
  /** Runs them; returns where the program goes on. */
  readonly run: (machine: AvrProcessor) => number;
  /** No way through them takes longer. */
  readonly mostCycles: number;
}

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
  readonly #words: Uint16Array;
  readonly #singles: (AvrBlock | undefined)[];

  constructor(flash: Uint8Array) {
    this.#words = new Uint16Array(flash.buffer, flash.byteOffset, flash.byteLength / 2);
    this.blocks = new Array<undefined>(this.#words.length).fill(undefined);
    this.#singles = new Array<undefined>(this.#words.length).fill(undefined);
  }

  blockAt(pc: number): AvrBlock {
    const block = this.#translate(pc, MOST_INSTRUCTIONS);
    this.blocks[pc] = block;
    return block;
  }

  /** The one instruction there: where something must happen before the block would be through. */
  singleAt(pc: number): AvrBlock {
    const known = this.#singles[pc];
    if (known !== undefined) return known;
    const single = this.#translate(pc, 1);
    this.#singles[pc] = single;
    return single;
  }

  #translate(pc: number, most: number): AvrBlock {
    const instructions: AvrInstruction[] = [];
    let at = pc;
    while (instructions.length < most) {
      const instruction = decodeAvr(this.#words, at);
      if (instruction === null) {
        if (instructions.length === 0) return invalidAt(pc);
        break;
      }
      instructions.push(instruction);
      at = wrapped(at + instruction.size);
      if (instruction.ends) break;
    }
    const source = write(instructions, at);
    return {
      run: new Function('m', source) as AvrBlock['run'],
      mostCycles: instructions.reduce((sum, { mostCycles }) => sum + mostCycles, 0),
    };
  }
}

/** A chip would do something that nobody has written down: it is kept where it is, for the watchdog. */
function invalidAt(pc: number): AvrBlock {
  return {
    run: (machine) => {
      machine.cycles += 1;
      return pc;
    },
    mostCycles: 1,
  };
}

function write(instructions: readonly AvrInstruction[], next: number): string {
  const block = new BlockWriter();
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
