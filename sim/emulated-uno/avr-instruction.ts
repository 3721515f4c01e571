import type { BlockWriter, Flag } from './block-writer.ts';

/** One instruction, as far as the translation wants to know it. */
export interface AvrInstruction {
  /** In words. */
  readonly size: 1 | 2;
  /** Where nothing is skipped and no branch taken. */
  readonly cycles: number;
  /** Of all ways through it. */
  readonly mostCycles: number;
  readonly reads: readonly Flag[];
  /** It always writes all of these. */
  readonly writes: readonly Flag[];
  /** Nothing after it can belong to the same block. */
  readonly ends: boolean;
  /** The program goes on there and nowhere else; null: after it. */
  readonly continuesAt: number | null;
  readonly write: (block: BlockWriter) => void;
}

export interface InstructionOptions {
  readonly size?: 1 | 2;
  readonly cycles?: number;
  readonly mostCycles?: number;
  readonly reads?: readonly Flag[];
  readonly writes?: readonly Flag[];
  readonly ends?: boolean;
  readonly continuesAt?: number | null;
}

export function instruction(write: AvrInstruction['write'], options: InstructionOptions = {}): AvrInstruction {
  const cycles = options.cycles ?? 1;
  return {
    size: options.size ?? 1,
    cycles,
    mostCycles: options.mostCycles ?? cycles,
    reads: options.reads ?? [],
    writes: options.writes ?? [],
    ends: options.ends ?? false,
    continuesAt: options.continuesAt ?? null,
    write,
  };
}

/** Negative, zero and sign; overflow must be set before. `value` is a byte, or a word whose sign is bit 15. */
export function setSigns(block: BlockWriter, value: string, overflow: string, signBit = 7): void {
  block.setFlag('z', `${value} === 0 ? 1 : 0`);
  if (!block.isLive('n', 'v', 's')) return;
  const negative = block.keep(`${value} >> ${signBit}`);
  const overflows = block.keep(overflow);
  block.setFlag('n', negative);
  block.setFlag('v', overflows);
  block.setFlag('s', `${negative} ^ ${overflows}`);
}
