import type { AvrChip, ChipUnit } from './avr-chip.ts';
import type { ClockEvent } from './clock-events.ts';
import { VECTOR } from './interrupt-lines.ts';

const UCSRA = 0xc0;
const UCSRB = 0xc1;
const UCSRC = 0xc2;
const UBRRL = 0xc4;
const UBRRH = 0xc5;
const UDR = 0xc6;

const RXC = 0x80;
const TXC = 0x40;
const UDRE = 0x20;
const FRAME_ERROR = 0x10;
const DATA_OVERRUN = 0x08;
const U2X = 0x02;
const RX_INTERRUPT = 0x80;
const TX_INTERRUPT = 0x40;
const EMPTY_INTERRUPT = 0x20;
const RX_ENABLED = 0x10;
const TX_ENABLED = 0x08;
const FIRST_UCSRC = 0x06;
/** The receiver keeps two bytes, and a third in its shift register. */
const RECEIVED_KEPT = 3;
/** Start, eight data, stop. */
const BITS_PER_BYTE = 10;

/** USART0 as an Arduino uses it: 8N1, its two-byte receive buffer, and each byte its time on the line. Chapter 20. */
export class UsartUnit implements ChipUnit {
  /** A byte has left, its stop bit included. */
  onSent: (byte: number, cycle: number) => void = () => undefined;
  /** Bytes that came while three others waited to be read. */
  overruns = 0;
  readonly #chip: AvrChip;
  readonly #received: { readonly byte: number; readonly frameError: boolean }[] = [];
  #flags = UDRE;
  #shifting: number | null = null;
  #waiting: number | null = null;
  readonly #shifted: ClockEvent;

  constructor(chip: AvrChip) {
    this.#chip = chip;
    this.#shifted = chip.events.create((cycle) => this.#byteSent(cycle));
    const { data, readHooks, writeHooks } = chip.cpu;
    readHooks[UCSRA] = () => this.#status();
    readHooks[UDR] = () => this.#read();
    writeHooks[UCSRA] = (value, _old, _address, mask) => {
      data[UCSRA] = value & U2X;
      if ((value & mask & TXC) !== 0) this.#flags &= ~TXC;
      this.#ask();
      return true;
    };
    writeHooks[UCSRB] = (value) => {
      data[UCSRB] = value;
      if ((value & RX_ENABLED) === 0) this.#received.length = 0;
      this.#ask();
      return true;
    };
    writeHooks[UDR] = (value) => {
      this.#write(value);
      return true;
    };
    chip.interrupts.whenServed(VECTOR.usartSent, () => {
      this.#flags &= ~TXC;
      this.#ask();
    });
  }

  reset(): void {
    this.#flags = UDRE;
    this.#shifting = null;
    this.#waiting = null;
    this.#received.length = 0;
    this.#chip.cpu.data[UCSRC] = FIRST_UCSRC;
    this.#ask();
  }

  get cyclesPerByte(): number {
    const { data } = this.#chip.cpu;
    const divider = (((data[UBRRH] ?? 0) & 0x0f) << 8) | (data[UBRRL] ?? 0);
    return BITS_PER_BYTE * (divider + 1) * (((data[UCSRA] ?? 0) & U2X) === 0 ? 16 : 8);
  }

  get isReceiving(): boolean {
    return ((this.#chip.cpu.data[UCSRB] ?? 0) & RX_ENABLED) !== 0;
  }

  /** A byte has come in whole. */
  receive(byte: number, frameError: boolean): void {
    if (!this.isReceiving) return;
    if (this.#received.length >= RECEIVED_KEPT) {
      this.overruns += 1;
      this.#flags |= DATA_OVERRUN;
      return;
    }
    this.#received.push({ byte, frameError });
    this.#ask();
  }

  #status(): number {
    const own = (this.#chip.cpu.data[UCSRA] ?? 0) & U2X;
    const [first] = this.#received;
    const received = first === undefined ? 0 : RXC | (first.frameError ? FRAME_ERROR : 0);
    return own | received | this.#flags;
  }

  #read(): number {
    this.#flags &= ~DATA_OVERRUN;
    const first = this.#received.shift();
    this.#ask();
    return first?.byte ?? 0;
  }

  #write(byte: number): void {
    if (((this.#chip.cpu.data[UCSRB] ?? 0) & TX_ENABLED) === 0 || (this.#flags & UDRE) === 0) return;
    if (this.#shifting === null) this.#shift(byte, this.#chip.cycle);
    else {
      this.#waiting = byte;
      this.#flags &= ~UDRE;
    }
    this.#ask();
  }

  #shift(byte: number, cycle: number): void {
    this.#shifting = byte;
    this.#shifted.set(cycle + this.cyclesPerByte);
  }

  #byteSent(cycle: number): void {
    const byte = this.#shifting;
    this.#shifting = null;
    if (this.#waiting === null) this.#flags |= TXC;
    else {
      this.#shift(this.#waiting, cycle);
      this.#waiting = null;
      this.#flags |= UDRE;
    }
    this.#ask();
    if (byte !== null) this.onSent(byte, cycle);
  }

  #ask(): void {
    const { cpu, interrupts } = this.#chip;
    const control = cpu.data[UCSRB] ?? 0;
    interrupts.set(VECTOR.usartReceived, (control & RX_INTERRUPT) !== 0 && this.#received.length > 0);
    interrupts.set(VECTOR.usartEmpty, (control & EMPTY_INTERRUPT) !== 0 && (this.#flags & UDRE) !== 0);
    interrupts.set(VECTOR.usartSent, (control & TX_INTERRUPT) !== 0 && (this.#flags & TXC) !== 0);
  }
}
