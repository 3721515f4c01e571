import { type AvrChip, type ChipUnit, CLOCK_HZ } from './avr-chip.ts';
import type { ClockEvent } from './clock-events.ts';
import { VECTOR } from './interrupt-lines.ts';

export const MCUSR = 0x54;
const WDTCSR = 0x60;
/** In MCUSR: the last reset was the watchdog's. While it is set the watchdog cannot be disabled. */
export const WATCHDOG_RESET_FLAG = 0x08;

const FLAG = 0x80;
const INTERRUPT = 0x40;
const CHANGE = 0x10;
const RESETS = 0x08;
const PERIOD_BITS = 0x27;
/** After CHANGE and RESETS together, period and reset can be changed within. */
const CHANGE_CYCLES = 4;
/** Its own oscillator, 128 kHz at 5 V and 25 C; 2048 of it are the shortest time. */
const CYCLES_PER_CLOCK = CLOCK_HZ / 128_000;
const SHORTEST_CLOCKS = 2048;

/** The watchdog: interrupt, reset, or the one and then the other; its change sequence kept to. Section 11.8. */
export class WatchdogUnit implements ChipUnit {
  onTimeOut: () => void = () => undefined;
  readonly #chip: AvrChip;
  readonly #timeOut: ClockEvent;
  #fedAt = 0;
  #changeableUntil = 0;

  constructor(chip: AvrChip) {
    this.#chip = chip;
    this.#timeOut = chip.events.create((cycle) => this.#timedOut(cycle));
    const { cpu } = chip;
    const { data, readHooks, writeHooks } = cpu;
    cpu.onWatchdogReset = () => this.#feed(chip.cycle);
    readHooks[WDTCSR] = () => (data[WDTCSR] ?? 0) | (this.#mustReset ? RESETS : 0);
    writeHooks[WDTCSR] = (value, old) => {
      this.#control(value, old);
      return true;
    };
    // A flag of MCUSR can only be cleared.
    writeHooks[MCUSR] = (value, old) => {
      data[MCUSR] = old & value;
      this.#await();
      return true;
    };
    chip.interrupts.whenServed(VECTOR.watchdog, () => {
      const control = data[WDTCSR] ?? 0;
      data[WDTCSR] = control & ~(FLAG | ((control & RESETS) === 0 ? 0 : INTERRUPT));
      this.#await();
      this.#ask();
    });
  }

  reset(): void {
    this.#changeableUntil = 0;
    this.#feed(this.#chip.cycle);
    this.#ask();
  }

  /** The program starts at that cycle, with the flags of its reset in MCUSR. */
  startFrom(cycle: number): void {
    this.#feed(cycle);
  }

  get #mustReset(): boolean {
    return ((this.#chip.cpu.data[MCUSR] ?? 0) & WATCHDOG_RESET_FLAG) !== 0;
  }

  #control(value: number, old: number): void {
    const { cpu, cycle } = this.#chip;
    const changeable = cycle < this.#changeableUntil;
    const opens = (value & (CHANGE | RESETS)) === (CHANGE | RESETS);
    // The hardware lets RESETS be set at any time; only taking it away, and the period, need the sequence.
    const guarded = changeable && !opens ? value : (old & (PERIOD_BITS | RESETS)) | (value & RESETS);
    const flag = (value & FLAG) === 0 ? old & FLAG : 0;
    cpu.data[WDTCSR] = (guarded & (PERIOD_BITS | RESETS)) | (value & INTERRUPT) | flag;
    this.#changeableUntil = opens ? cycle + CHANGE_CYCLES + 1 : 0;
    this.#await();
    this.#ask();
  }

  #feed(cycle: number): void {
    this.#fedAt = cycle;
    this.#await();
  }

  #await(): void {
    const control = this.#chip.cpu.data[WDTCSR] ?? 0;
    if ((control & (RESETS | INTERRUPT)) === 0 && !this.#mustReset) {
      this.#timeOut.cancel();
      return;
    }
    const exponent = ((control & 0x20) >> 2) | (control & 7);
    this.#timeOut.set(this.#fedAt + (SHORTEST_CLOCKS << Math.min(exponent, 9)) * CYCLES_PER_CLOCK);
  }

  #timedOut(cycle: number): void {
    const { data } = this.#chip.cpu;
    const control = data[WDTCSR] ?? 0;
    this.#fedAt = cycle;
    if ((control & INTERRUPT) !== 0) {
      data[WDTCSR] = control | FLAG;
      this.#ask();
      this.#await();
    } else this.onTimeOut();
  }

  #ask(): void {
    const { cpu, interrupts } = this.#chip;
    const control = cpu.data[WDTCSR] ?? 0;
    interrupts.set(VECTOR.watchdog, (control & (FLAG | INTERRUPT)) === (FLAG | INTERRUPT));
  }
}
