import { invariant } from '../../src/domain/invariant.ts';
import { AdcUnit } from './adc-unit.ts';
import { AvrChip, CYCLES_PER_MS } from './avr-chip.ts';
import { type BootLoader, bootOf, RESET_FLAGS, type ResetCause } from './boot-loader.ts';
import { EEPROM_BYTES, EepromUnit } from './eeprom-unit.ts';
import { I2cBus } from './i2c-bus.ts';
import { FLASH_BYTES } from './intel-hex.ts';
import { PinInterrupts } from './pin-interrupts.ts';
import { type PinOutput, PortUnit } from './port-unit.ts';
import { SerialLine } from './serial-line.ts';
import { TIMER_0, TIMER_1, TIMER_2 } from './timer-layout.ts';
import { TimerUnit } from './timer-unit.ts';
import { TwoWireUnit } from './two-wire-unit.ts';
import { chipPinOf, type UnoPinName } from './uno-pins.ts';
import { UsartUnit } from './usart-unit.ts';
import { MCUSR, WatchdogUnit } from './watchdog-unit.ts';

export interface EmulatedUnoOptions {
  /** The program, as `readIntelHex` gives it. */
  readonly flash: Uint8Array;
  /** What the EEPROM holds; erased unless given. It is written to. */
  readonly eeprom?: Uint8Array;
  readonly bootLoader?: BootLoader;
}

/** Addresses of PIN of the three ports. */
const PORTS = { B: 0x23, C: 0x26, D: 0x29 } as const;
const SDA_BIT = 4;
const SCL_BIT = 5;
const ERASED = 0xff;
/** SRAM after power-on is anything: this is so that nobody relies on zeros. */
const UNSET = 0xa5;
const SRAM_BEGINS = 0x100;

/**
 * An Arduino Uno that runs a real image: the ATmega328P, its boot loader's second after a reset, and the serial line to
 * its USB chip. Time passes only in `advance` and `runUntilCycle`; whatever happens at a pin carries its cycle, of which
 * there are 16,000 in a millisecond and which no reset sets back.
 */
export class EmulatedUno {
  readonly chip: AvrChip;
  readonly ports: { readonly B: PortUnit; readonly C: PortUnit; readonly D: PortUnit };
  readonly adc: AdcUnit;
  readonly usart: UsartUnit;
  readonly line: SerialLine;
  readonly bus = new I2cBus();
  readonly eeprom: EepromUnit;
  bootLoader: BootLoader;
  /** Resets so far, by cause; the first start is one of them. */
  readonly resets: Record<ResetCause, number> = { 'power-on': 0, external: 0, 'brown-out': 0, watchdog: 0 };

  readonly #watchdog: WatchdogUnit;
  readonly #advanced: (() => void)[] = [];
  #startsAtCycle = 0;
  #untilCycle = 0;

  constructor({ flash, eeprom, bootLoader }: EmulatedUnoOptions) {
    invariant(flash.length === FLASH_BYTES, 'the ATmega328P has 32 KiB of flash');
    const chip = new AvrChip(flash);
    this.chip = chip;
    this.bootLoader = bootLoader ?? 'optiboot-4';
    this.ports = {
      B: chip.add(new PortUnit(chip, PORTS.B)),
      C: chip.add(new PortUnit(chip, PORTS.C)),
      D: chip.add(new PortUnit(chip, PORTS.D)),
    };
    chip.add(new PinInterrupts(chip, this.ports));
    for (const layout of [TIMER_0, TIMER_1, TIMER_2]) chip.add(new TimerUnit(chip, layout, this.ports));
    this.adc = chip.add(new AdcUnit(chip));
    this.usart = chip.add(new UsartUnit(chip));
    this.line = new SerialLine(chip, this.usart);
    this.eeprom = chip.add(new EepromUnit(chip, eeprom ?? new Uint8Array(EEPROM_BYTES).fill(ERASED)));
    this.#watchdog = chip.add(new WatchdogUnit(chip));
    this.#watchdog.onTimeOut = () => this.reset('watchdog');
    this.#wireBus();
    this.reset('power-on');
  }

  get cycle(): number {
    return this.chip.cycle;
  }

  /** Emulated time since the beginning, ms. */
  get nowMs(): number {
    return this.chip.cycle / CYCLES_PER_MS;
  }

  /** Lets `ms` pass; what the last instruction took too long is taken from the next time. */
  advance(ms: number): void {
    this.#untilCycle = Math.max(this.#untilCycle, this.chip.cycle - CYCLES_PER_MS) + ms * CYCLES_PER_MS;
    this.runUntilCycle(this.#untilCycle);
  }

  /** The chip has then passed that cycle by less than one instruction and interrupt. */
  runUntilCycle(cycle: number): void {
    const { chip } = this;
    this.#untilCycle = Math.max(this.#untilCycle, cycle);
    while (chip.cycle < cycle) {
      if (chip.cycle < this.#startsAtCycle) chip.idleUntil(Math.min(cycle, this.#startsAtCycle));
      else chip.runUntil(cycle);
    }
    for (const tell of this.#advanced) tell();
  }

  /** Called whenever a stretch of time has passed. */
  whenAdvanced(tell: () => void): void {
    this.#advanced.push(tell);
  }

  /** The chip is held in reset, or by its boot loader: the pins float. */
  get isStarting(): boolean {
    return this.chip.cycle < this.#startsAtCycle;
  }

  /** The program starts anew after `heldMs` in reset and its boot loader's time. */
  reset(cause: ResetCause, heldMs = 0): void {
    this.holdInReset(cause);
    this.letStart(heldMs);
  }

  /**
   * All registers of the peripherals to their first values, and the pins float; SRAM and EEPROM keep what they hold, but
   * for what a loss of power does to them. So it stays until `letStart`.
   */
  holdInReset(cause: ResetCause): void {
    const { chip } = this;
    const { data } = chip.cpu;
    const flags = cause === 'power-on' ? 0 : (data[MCUSR] ?? 0);
    this.resets[cause] += 1;
    if (cause === 'power-on' || cause === 'brown-out') this.eeprom.losePower();
    if (cause === 'power-on') data.fill(UNSET, SRAM_BEGINS);
    chip.reset();
    data[MCUSR] = flags | RESET_FLAGS[cause];
    this.#startsAtCycle = Number.POSITIVE_INFINITY;
    this.#watchdog.startFrom(this.#startsAtCycle);
  }

  letStart(afterMs = 0): void {
    const { chip } = this;
    const { data } = chip.cpu;
    const boot = bootOf(this.bootLoader, data[MCUSR] ?? 0);
    data[MCUSR] = boot.mcusr;
    if (boot.r2 !== null) data[2] = boot.r2;
    this.#startsAtCycle = chip.cycle + (afterMs + boot.waitMs) * CYCLES_PER_MS;
    this.#watchdog.startFrom(this.#startsAtCycle);
  }

  /** From outside; null leaves the pin open. */
  hold(pin: UnoPinName, level: boolean | null): void {
    const { port, bit } = chipPinOf(pin);
    this.ports[port].hold(bit, level);
  }

  /** Share of the time that the pin drives high; null: it drives nothing. */
  outputOf(pin: UnoPinName): PinOutput {
    const { port, bit } = chipPinOf(pin);
    return this.ports[port].outputOf(bit);
  }

  hasPullUp(pin: UnoPinName): boolean {
    const { port, bit } = chipPinOf(pin);
    return this.ports[port].hasPullUp(bit);
  }

  /** Called at each change of what the pin drives, with its cycle. */
  listen(pin: UnoPinName, listener: (output: PinOutput, cycle: number) => void): void {
    const { port, bit: wanted } = chipPinOf(pin);
    this.ports[port].listenToOutputs((bit, output, cycle) => {
      if (bit === wanted) listener(output, cycle);
    });
  }

  /** The two-wire interface takes its pins, which are pulled up outside; switched off, they can be moved by hand. */
  #wireBus(): void {
    const { bus, chip, ports } = this;
    const twoWire = chip.add(new TwoWireUnit(chip, bus));
    const showLevels = (): void => {
      ports.C.hold(SDA_BIT, !bus.dataIsHeld);
      ports.C.hold(SCL_BIT, !bus.clockIsHeld);
    };
    bus.onFault = showLevels;
    showLevels();
    let wasLow = false;
    ports.C.listenToOutputs((bit, output) => {
      if (bit !== SCL_BIT || twoWire.isEnabled) return;
      const isLow = output === 0;
      if (wasLow && !isLow) bus.clock();
      wasLow = isLow;
    });
  }
}
