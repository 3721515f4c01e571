import { assemble } from 'avr8js/dist/cjs/utils/assembler.js';
import { EmulatedUno, type EmulatedUnoOptions } from '../../../sim/emulated-uno/emulated-uno.ts';
import { FLASH_BYTES } from '../../../sim/emulated-uno/intel-hex.ts';

/** Flash with a program in AVR assembler, by avr8js's own assembler: the tests need no compiler. */
export function assembled(source: string): Uint8Array {
  const { bytes, errors } = assemble(source);
  if (errors.length > 0) throw new Error(errors.join('\n'));
  const flash = new Uint8Array(FLASH_BYTES).fill(0xff);
  flash.set(bytes);
  return flash;
}

/** An Uno without a boot loader, so that the program starts at cycle 0, unless said otherwise. */
export function unoWith(source: string, options: Partial<EmulatedUnoOptions> = {}): EmulatedUno {
  return new EmulatedUno({ flash: assembled(source), bootLoader: 'none', ...options });
}

/** Instructions that put numbers into registers of the peripherals. */
export function store(registers: Readonly<Record<number, number>>): string {
  return Object.entries(registers)
    .map(([address, value]) => `LDI r16, ${value}\nSTS ${address}, r16`)
    .join('\n');
}

/** What a program has left in SRAM. */
export function sram(uno: EmulatedUno, address: number): number {
  return uno.chip.cpu.data[address] ?? Number.NaN;
}

/** Vectors that all lead to the program's `start`, but for those given: number and label. */
export function vectors(labels: Readonly<Record<number, string>>): string {
  const jumps = Array.from({ length: 26 }, (_, vector) => `JMP ${labels[vector] ?? 'start'}`);
  return `${jumps.join('\n')}\n`;
}
