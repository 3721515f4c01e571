import { avrInstruction, CPU } from 'avr8js';
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

/** What a peripheral does when the chip is reset: its registers are zero by then. */
export interface ChipUnit {
  reset(): void;
}

/** The processor with its interrupts and its clock; the peripherals hang themselves onto it. */
export class AvrChip {
  readonly cpu: CPU;
  readonly interrupts = new InterruptLines();
  readonly events = new ClockEvents();
  readonly #units: ChipUnit[] = [];
  #runsUntil = 0;

  constructor(flash: Uint8Array) {
    this.cpu = new CPU(new Uint16Array(flash.buffer, flash.byteOffset, flash.byteLength / 2), SRAM_BYTES);
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

  /** Runs until that cycle, or up to one instruction beyond; a reset ends the run before. */
  runUntil(cycle: number): void {
    const { cpu, events, interrupts } = this;
    const { data } = cpu;
    this.#runsUntil = cycle;
    while (cpu.cycles < this.#runsUntil) {
      avrInstruction(cpu);
      if (cpu.cycles >= events.nextCycle) events.fireDue(cpu.cycles);
      if (interrupts.pending !== 0 && ((data[SREG] ?? 0) & INTERRUPTS_ENABLED) !== 0) this.#interrupt();
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
    this.#runsUntil = 0;
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
    cpu.pc = 2 * this.interrupts.serve();
    cpu.cycles += RESPONSE_CYCLES;
  }
}
