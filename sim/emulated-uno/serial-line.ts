import { type AvrChip, CLOCK_HZ } from './avr-chip.ts';
import type { ClockEvent } from './clock-events.ts';
import type { UsartUnit } from './usart-unit.ts';

const BITS_PER_BYTE = 10;
/** Beyond this the last bits of a byte are read from their neighbours: 4.5 % of ten bits is nearly half a bit. */
const MOST_BAUD_ERROR = 0.045;
/** What a byte looks like that was read at the wrong speed. */
const GARBLED = 0xe6;

/** Bits a second at the far end; null: the same as the chip's, as a pseudo-terminal without a speed would be. */
export type FarBaud = number | null;

/** The two wires between the USB chip and the ATmega: each byte takes its ten bits' time, either way. */
export class SerialLine {
  farBaud: FarBaud = null;
  /** A byte has arrived from the chip. */
  onByte: (byte: number, cycle: number) => void = () => undefined;
  /** Fewer bytes wait than before. */
  onDrained: () => void = () => undefined;
  readonly #chip: AvrChip;
  readonly #usart: UsartUnit;
  readonly #arrives: ClockEvent;
  #waiting: Uint8Array[] = [];
  #at = 0;
  #waitingBytes = 0;

  constructor(chip: AvrChip, usart: UsartUnit) {
    this.#chip = chip;
    this.#usart = usart;
    this.#arrives = chip.events.create((cycle) => this.#arrive(cycle), true);
    usart.onSent = (byte, cycle) => this.onByte(this.#isGarbled ? byte ^ GARBLED : byte, cycle);
  }

  /** Bytes that have not reached the chip yet. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  /** The bytes are kept as they are: nobody may change them afterwards. */
  send(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#arrives.atCycle === Number.POSITIVE_INFINITY) this.#arrives.set(this.#chip.cycle + this.#cyclesPerByte);
  }

  /** What has not arrived yet never will: the cable is out. */
  drop(): void {
    this.#waiting = [];
    this.#at = 0;
    this.#waitingBytes = 0;
    this.#arrives.cancel();
  }

  get #cyclesPerByte(): number {
    return this.farBaud === null ? this.#usart.cyclesPerByte : (CLOCK_HZ * BITS_PER_BYTE) / this.farBaud;
  }

  get #isGarbled(): boolean {
    if (this.farBaud === null) return false;
    return Math.abs(this.#cyclesPerByte / this.#usart.cyclesPerByte - 1) > MOST_BAUD_ERROR;
  }

  #arrive(cycle: number): void {
    const [first] = this.#waiting;
    if (first === undefined) return;
    const byte = first[this.#at] ?? 0;
    this.#at += 1;
    this.#waitingBytes -= 1;
    if (this.#at >= first.length) {
      this.#waiting.shift();
      this.#at = 0;
    }
    if (this.#waitingBytes > 0) this.#arrives.set(cycle + this.#cyclesPerByte);
    if (this.#isGarbled) this.#usart.receive(byte ^ GARBLED, true);
    else this.#usart.receive(byte, false);
    this.onDrained();
  }
}
