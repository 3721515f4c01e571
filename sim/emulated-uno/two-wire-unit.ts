import type { AvrChip, ChipUnit } from './avr-chip.ts';
import type { ClockEvent } from './clock-events.ts';
import type { I2cBus } from './i2c-bus.ts';
import { VECTOR } from './interrupt-lines.ts';

const TWBR = 0xb8;
const TWSR = 0xb9;
const TWDR = 0xbb;
const TWCR = 0xbc;

const FLAG = 0x80;
const ACKNOWLEDGE = 0x40;
const START = 0x20;
const STOP = 0x10;
const ENABLED = 0x04;
const INTERRUPT = 0x01;
const PRESCALER_BITS = 0x03;

/** Codes of TWSR, tables 22-2 and 22-3. */
const STATUS = {
  idle: 0xf8,
  started: 0x08,
  restarted: 0x10,
  writeAcked: 0x18,
  writeRefused: 0x20,
  sentAcked: 0x28,
  sentRefused: 0x30,
  lost: 0x38,
  readAcked: 0x40,
  readRefused: 0x48,
  gotAcked: 0x50,
  gotRefused: 0x58,
} as const;

const BITS_PER_BYTE = 9;
/** How often a master that waits for the bus looks whether it is free, in bit times. */
const LOOKS_EVERY_BITS = 4;

type Doing = 'nothing' | 'start' | 'stop' | 'stop and start' | 'address' | 'write' | 'read';

/** What a master does when the flag is cleared without a start or a stop. */
const AFTER: Readonly<Record<number, Doing>> = {
  [STATUS.started]: 'address',
  [STATUS.restarted]: 'address',
  [STATUS.writeAcked]: 'write',
  [STATUS.writeRefused]: 'write',
  [STATUS.sentAcked]: 'write',
  [STATUS.sentRefused]: 'write',
  [STATUS.readAcked]: 'read',
  [STATUS.gotAcked]: 'read',
};

/** The two-wire interface as a master, at the speed of its bit rate register. Chapter 22. */
export class TwoWireUnit implements ChipUnit {
  readonly #chip: AvrChip;
  readonly #bus: I2cBus;
  readonly #done: ClockEvent;
  #doing: Doing = 'nothing';
  #owns = false;

  constructor(chip: AvrChip, bus: I2cBus) {
    this.#chip = chip;
    this.#bus = bus;
    this.#done = chip.events.create((cycle) => this.#complete(cycle));
    const { data, writeHooks } = chip.cpu;
    writeHooks[TWCR] = (value, old) => {
      this.#control(value, old);
      return true;
    };
    writeHooks[TWSR] = (value, old) => {
      data[TWSR] = (old & ~PRESCALER_BITS) | (value & PRESCALER_BITS);
      return true;
    };
  }

  reset(): void {
    const { data } = this.#chip.cpu;
    data[TWSR] = STATUS.idle;
    data[TWDR] = 0xff;
    this.#release();
    this.#ask();
  }

  get isEnabled(): boolean {
    return ((this.#chip.cpu.data[TWCR] ?? 0) & ENABLED) !== 0;
  }

  #control(value: number, old: number): void {
    const { data } = this.#chip.cpu;
    const acts = (value & FLAG) !== 0;
    data[TWCR] = (value & ~FLAG) | (acts ? 0 : old & FLAG);
    if ((value & ENABLED) === 0) this.#release();
    else if (acts) this.#begin(value);
    this.#ask();
  }

  /** Switched off: the lines are let go, whatever was under way. */
  #release(): void {
    if (this.#owns) this.#bus.stop();
    this.#owns = false;
    this.#doing = 'nothing';
    this.#done.cancel();
    this.#setStatus(STATUS.idle);
  }

  #begin(control: number): void {
    if ((control & STOP) !== 0) this.#do((control & START) === 0 ? 'stop' : 'stop and start', 1);
    else if ((control & START) !== 0) this.#do('start', 1);
    else {
      const next = AFTER[this.#status];
      if (next === undefined) this.#doing = 'nothing';
      else this.#do(next, BITS_PER_BYTE);
    }
  }

  #do(doing: Doing, bits: number): void {
    this.#doing = doing;
    this.#done.set(this.#chip.cycle + bits * this.#cyclesPerBit);
  }

  get #status(): number {
    return (this.#chip.cpu.data[TWSR] ?? 0) & ~PRESCALER_BITS;
  }

  get #cyclesPerBit(): number {
    const { data } = this.#chip.cpu;
    return 16 + 2 * (data[TWBR] ?? 0) * 4 ** ((data[TWSR] ?? 0) & PRESCALER_BITS);
  }

  #complete(cycle: number): void {
    const bus = this.#bus;
    // Without its clock nothing goes on, and without its data nobody can begin.
    const begins = this.#doing === 'start' || this.#doing === 'stop and start';
    if (bus.clockIsHeld || (bus.dataIsHeld && begins)) {
      this.#done.set(cycle + LOOKS_EVERY_BITS * this.#cyclesPerBit);
      return;
    }
    const { data } = this.#chip.cpu;
    const doing = this.#doing;
    this.#doing = 'nothing';
    switch (doing) {
      case 'nothing':
        break;
      case 'stop':
        this.#stop();
        this.#setStatus(STATUS.idle);
        break;
      case 'stop and start':
        this.#stop();
        this.#started();
        break;
      case 'start':
        this.#started();
        break;
      case 'address':
        this.#address(data[TWDR] ?? 0);
        break;
      case 'write':
        this.#write(data[TWDR] ?? 0);
        break;
      case 'read':
        this.#read();
        break;
      default:
        doing satisfies never;
    }
  }

  #stop(): void {
    const { data } = this.#chip.cpu;
    this.#bus.stop();
    this.#owns = false;
    data[TWCR] = (data[TWCR] ?? 0) & ~STOP;
  }

  #setStatus(status: number): void {
    const { data } = this.#chip.cpu;
    data[TWSR] = status | ((data[TWSR] ?? 0) & PRESCALER_BITS);
  }

  #started(): void {
    const again = this.#owns;
    this.#owns = true;
    this.#bus.start();
    this.#tell(again ? STATUS.restarted : STATUS.started);
  }

  #address(byte: number): void {
    if (this.#loses(byte)) return;
    const acked = this.#bus.address(byte >> 1, (byte & 1) !== 0);
    if ((byte & 1) === 0) this.#tell(acked ? STATUS.writeAcked : STATUS.writeRefused);
    else this.#tell(acked ? STATUS.readAcked : STATUS.readRefused);
  }

  #write(byte: number): void {
    if (this.#loses(byte)) return;
    this.#tell(this.#bus.write(byte) ? STATUS.sentAcked : STATUS.sentRefused);
  }

  #read(): void {
    const { data } = this.#chip.cpu;
    const acks = ((data[TWCR] ?? 0) & ACKNOWLEDGE) !== 0;
    data[TWDR] = this.#bus.read(acks);
    this.#tell(acks ? STATUS.gotAcked : STATUS.gotRefused);
  }

  /** Who sends a 1 and sees a 0 takes it that another master is speaking. */
  #loses(byte: number): boolean {
    if (!this.#bus.dataIsHeld || byte === 0) return false;
    this.#owns = false;
    this.#tell(STATUS.lost);
    return true;
  }

  #tell(status: number): void {
    const { data } = this.#chip.cpu;
    this.#setStatus(status);
    data[TWCR] = (data[TWCR] ?? 0) | FLAG;
    this.#ask();
  }

  #ask(): void {
    const { cpu, interrupts } = this.#chip;
    const control = cpu.data[TWCR] ?? 0;
    interrupts.set(VECTOR.twoWire, (control & (FLAG | INTERRUPT | ENABLED)) === (FLAG | INTERRUPT | ENABLED));
  }
}
