import { type AvrChip, type ChipUnit, CYCLES_PER_MS } from './avr-chip.ts';
import type { ClockEvent } from './clock-events.ts';
import { VECTOR } from './interrupt-lines.ts';

const EECR = 0x3f;
const EEDR = 0x40;
const EEARL = 0x41;
const EEARH = 0x42;

const READ = 0x01;
const WRITE = 0x02;
const MASTER_WRITE = 0x04;
const INTERRUPT = 0x08;
const MODE_SHIFT = 4;
const ERASED = 0xff;
/** After the master bit the write bit must follow within. */
const ARMED_CYCLES = 4;
/** The processor stands still while a byte is read or a write begins. */
const READ_HALT_CYCLES = 4;
const WRITE_HALT_CYCLES = 2;

/** Erase and write, erase only, write only: what each takes, table 8-1. */
const MODES = [
  { erases: true, writes: true, ms: 3.4 },
  { erases: true, writes: false, ms: 1.8 },
  { erases: false, writes: true, ms: 1.8 },
] as const;

export const EEPROM_BYTES = 1024;

/** The EEPROM: it outlives every reset, and a write under way ends well but where the supply fails. Section 8.4. */
export class EepromUnit implements ChipUnit {
  /** Belongs to whoever made it: a program's next chip may start with it. */
  readonly memory: Uint8Array;
  readonly #chip: AvrChip;
  readonly #written: ClockEvent;
  #armedUntil = 0;
  #writesAt = 0;

  constructor(chip: AvrChip, memory: Uint8Array) {
    this.memory = memory;
    this.#chip = chip;
    this.#written = chip.events.create(() => this.#ask(), true);
    const { data, readHooks, writeHooks } = chip.cpu;
    readHooks[EECR] = () => {
      const armed = chip.cycle < this.#armedUntil ? MASTER_WRITE : 0;
      return ((data[EECR] ?? 0) & ~(READ | WRITE | MASTER_WRITE)) | armed | (this.isWriting ? WRITE : 0);
    };
    writeHooks[EECR] = (value) => {
      this.#control(value);
      return true;
    };
  }

  reset(): void {
    this.#armedUntil = 0;
    this.#ask();
  }

  get isWriting(): boolean {
    return this.#written.atCycle !== Number.POSITIVE_INFINITY;
  }

  /** The supply is gone: a byte that was being written is lost. */
  losePower(): void {
    if (this.isWriting) this.memory[this.#writesAt] = ERASED;
    this.#written.cancel();
  }

  #control(value: number): void {
    const { cpu, cycle } = this.#chip;
    const { data } = cpu;
    data[EECR] = value;
    const address = (((data[EEARH] ?? 0) << 8) | (data[EEARL] ?? 0)) % EEPROM_BYTES;
    if ((value & WRITE) !== 0 && cycle < this.#armedUntil && !this.isWriting) this.#write(address, value);
    else if ((value & MASTER_WRITE) !== 0) this.#armedUntil = cycle + ARMED_CYCLES;
    if ((value & READ) !== 0 && !this.isWriting) {
      data[EEDR] = this.memory[address] ?? ERASED;
      cpu.cycles += READ_HALT_CYCLES;
    }
    this.#ask();
  }

  #write(address: number, control: number): void {
    const { cpu } = this.#chip;
    const mode = MODES[(control >> MODE_SHIFT) & 3] ?? MODES[0];
    const kept = mode.erases ? ERASED : (this.memory[address] ?? ERASED);
    this.memory[address] = mode.writes ? kept & (cpu.data[EEDR] ?? 0) : kept;
    this.#writesAt = address;
    this.#armedUntil = 0;
    cpu.cycles += WRITE_HALT_CYCLES;
    this.#written.set(this.#chip.cycle + mode.ms * CYCLES_PER_MS);
  }

  #ask(): void {
    const { cpu, interrupts } = this.#chip;
    interrupts.set(VECTOR.eepromReady, ((cpu.data[EECR] ?? 0) & INTERRUPT) !== 0 && !this.isWriting);
  }
}
