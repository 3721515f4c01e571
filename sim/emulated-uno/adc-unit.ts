import type { AvrChip, ChipUnit } from './avr-chip.ts';
import type { ClockEvent } from './clock-events.ts';
import { VECTOR } from './interrupt-lines.ts';

const ADCL = 0x78;
const ADCH = 0x79;
const ADCSRA = 0x7a;
const ADCSRB = 0x7b;
const ADMUX = 0x7c;

const ENABLED = 0x80;
const START = 0x40;
const AUTO_TRIGGER = 0x20;
const FLAG = 0x10;
const INTERRUPT = 0x08;
const LEFT_ADJUSTED = 0x20;
const FULL_SCALE = 1023;
/** Of the converter's own clock; the first one after it is enabled warms up. */
const CONVERSION_CLOCKS = 13;
const FIRST_CONVERSION_CLOCKS = 25;
/** Inputs that are not pins: the band gap's 1.1 V against 5 V, and ground. */
const BAND_GAP_CHANNEL = 14;
const BAND_GAP_COUNTS = 225;
const PINS = 8;

/** The analog-to-digital converter: single conversions and free running. Chapter 24. */
export class AdcUnit implements ChipUnit {
  /** Counts of one conversion that begins now, 0..1023; clipped, not rounded. */
  source: (channel: number, cycle: number) => number = () => 0;
  readonly #chip: AvrChip;
  readonly #done: ClockEvent;
  #isWarm = false;
  #counts = 0;

  constructor(chip: AvrChip) {
    this.#chip = chip;
    this.#done = chip.events.create((cycle) => this.#complete(cycle));
    const { data, writeHooks } = chip.cpu;
    writeHooks[ADCSRA] = (value, old, _address, mask) => {
      const flag = (old & FLAG) !== 0 && (value & mask & FLAG) === 0 ? FLAG : 0;
      const converts = (old & START) !== 0 && this.#done.atCycle !== Number.POSITIVE_INFINITY;
      data[ADCSRA] = (value & ~FLAG) | flag | (converts ? START : 0);
      if ((value & ENABLED) === 0) this.#stop();
      else if ((value & START) !== 0 && !converts) this.#begin(chip.cycle);
      this.#ask();
      return true;
    };
    chip.interrupts.whenServed(VECTOR.adc, () => {
      data[ADCSRA] = (data[ADCSRA] ?? 0) & ~FLAG;
      this.#ask();
    });
  }

  reset(): void {
    this.#stop();
    this.#ask();
  }

  #stop(): void {
    const { data } = this.#chip.cpu;
    this.#done.cancel();
    this.#isWarm = false;
    data[ADCSRA] = (data[ADCSRA] ?? 0) & ~START;
  }

  #begin(cycle: number): void {
    const { data } = this.#chip.cpu;
    const divider = 1 << Math.max(1, (data[ADCSRA] ?? 0) & 7);
    this.#counts = this.#sample((data[ADMUX] ?? 0) & 0x0f, cycle);
    this.#done.set(cycle + divider * (this.#isWarm ? CONVERSION_CLOCKS : FIRST_CONVERSION_CLOCKS));
    this.#isWarm = true;
  }

  #sample(channel: number, cycle: number): number {
    if (channel < PINS) return Math.min(Math.max(Math.floor(this.source(channel, cycle)), 0), FULL_SCALE);
    return channel === BAND_GAP_CHANNEL ? BAND_GAP_COUNTS : 0;
  }

  #complete(cycle: number): void {
    const { data } = this.#chip.cpu;
    const result = ((data[ADMUX] ?? 0) & LEFT_ADJUSTED) === 0 ? this.#counts : this.#counts << 6;
    data[ADCL] = result & 0xff;
    data[ADCH] = result >> 8;
    const control = (data[ADCSRA] ?? 0) | FLAG;
    const runsFreely = (control & AUTO_TRIGGER) !== 0 && ((data[ADCSRB] ?? 0) & 7) === 0;
    data[ADCSRA] = runsFreely ? control : control & ~START;
    if (runsFreely) this.#begin(cycle);
    this.#ask();
  }

  #ask(): void {
    const { cpu, interrupts } = this.#chip;
    const control = cpu.data[ADCSRA] ?? 0;
    interrupts.set(VECTOR.adc, (control & (FLAG | INTERRUPT)) === (FLAG | INTERRUPT));
  }
}
