import { AvrProcessor } from './avr-processor.ts';
import { type AvrProgram, programOf } from './avr-program.ts';
import { ClockEvents } from './clock-events.ts';
import { InterruptLines } from './interrupt-lines.ts';

export const CLOCK_HZ = 16_000_000;
export const CYCLES_PER_MS = CLOCK_HZ / 1000;
const SRAM_BYTES = 2048;
/** Registers of the peripherals stand between the general ones and the SRAM. */
const IO_BEGINS = 0x20;
const IO_ENDS = 0x100;
const SREG = 0x5f;
const INTERRUPTS_ENABLED = 0x80;
/** From the request to the vector's first instruction, data sheet section 7.7.1. */
const RESPONSE_CYCLES = 4;
/** A block that leads to its own beginning is left all the same. */
const NOT_AGAIN = -1;
/** Ends a run at once. */
const RESET = -1;

/** What a peripheral does when the chip is reset: its registers are zero by then. */
export interface ChipUnit {
  reset(): void;
}

/** The processor with its interrupts and its clock; the peripherals hang themselves onto it. */
export class AvrChip {
  readonly cpu: AvrProcessor;
  readonly #program: AvrProgram;
  readonly interrupts = new InterruptLines();
  readonly events = new ClockEvents();
  readonly #units: ChipUnit[] = [];
  #runsUntil = 0;

  constructor(flash: Uint8Array) {
    this.cpu = new AvrProcessor(flash, SRAM_BYTES);
    this.#program = programOf(flash);
  }

  add<Unit extends ChipUnit>(unit: Unit): Unit {
    this.#units.push(unit);
    unit.reset();
    return unit;
  }

  /** Cycles since the emulation began; a reset does not set them back. */
  get cycle(): number {
    return this.cpu.cycles;
  }

  /** Runs until that cycle, or up to one instruction and interrupt beyond; a reset ends the run before. */
  runUntil(cycle: number): void {
    const { cpu, events, interrupts } = this;
    const { data } = cpu;
    const program = this.#program;
    const { blocks, mostCycles } = program;
    this.#runsUntil = cycle;
    let base = cpu.rebase();
    while (base + cpu.ran < this.#runsUntil) {
      if (interrupts.pending !== 0 && (data[SREG] ?? 0) >= INTERRUPTS_ENABLED && !cpu.defersInterrupt) {
        this.#interrupt();
      }
      const stop = Math.min(events.nextCycle, this.#runsUntil) - base;
      if (cpu.isAsleep) cpu.ran = Math.max(cpu.ran, Math.ceil(stop));
      else {
        const { pc } = cpu;
        let run = blocks[pc] ?? program.blockAt(pc);
        let latest = stop - (mostCycles[pc] ?? 0);
        // Where something is due within the block, instructions run one by one up to it.
        if (cpu.ran > latest || cpu.defersInterrupt) {
          run = program.singleAt(pc);
          latest = NOT_AGAIN;
        }
        cpu.defersInterrupt = false;
        const next = run(cpu, latest);
        // What a peripheral's register set off may have been a reset.
        if (this.#runsUntil !== RESET) cpu.pc = next;
      }
      if (base + cpu.ran >= events.nextCycle) {
        base = cpu.rebase();
        events.fireDue(base);
      }
    }
  }

  /** The processor stands still until that cycle; what happens outside of it goes on. */
  idleUntil(cycle: number): void {
    const { cpu, events } = this;
    while (events.nextCycle <= cycle) {
      cpu.cycles = Math.max(cpu.cycles, events.nextCycle);
      events.fireDue(cpu.cycles);
    }
    cpu.cycles = Math.max(cpu.cycles, cycle);
  }

  /** All registers of the peripherals to their first values, nothing awaited any more; the SRAM keeps what it holds. */
  reset(): void {
    const { cpu } = this;
    this.events.reset();
    this.#runsUntil = RESET;
    cpu.isAsleep = false;
    cpu.defersInterrupt = false;
    this.interrupts.clear();
    cpu.data.fill(0, IO_BEGINS, IO_ENDS);
    cpu.SP = cpu.data.length - 1;
    cpu.pc = 0;
    for (const unit of this.#units) unit.reset();
  }

  #interrupt(): void {
    const { cpu } = this;
    const { data } = cpu;
    const stack = cpu.SP;
    data[stack] = cpu.pc & 0xff;
    data[stack - 1] = cpu.pc >> 8;
    cpu.SP = stack - 2;
    data[SREG] = (data[SREG] ?? 0) & ~INTERRUPTS_ENABLED;
    cpu.isAsleep = false;
    cpu.pc = 2 * this.interrupts.serve();
    cpu.ran += RESPONSE_CYCLES;
  }
}
