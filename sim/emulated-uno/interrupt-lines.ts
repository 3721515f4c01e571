/** Vector numbers of the ATmega328P, data sheet table 12-6; the program starts at 2 words times the number. */
export const VECTOR = {
  int0: 1,
  int1: 2,
  pinChange0: 3,
  pinChange1: 4,
  pinChange2: 5,
  watchdog: 6,
  timer2A: 7,
  timer2B: 8,
  timer2Overflow: 9,
  timer1A: 11,
  timer1B: 12,
  timer1Overflow: 13,
  timer0A: 14,
  timer0B: 15,
  timer0Overflow: 16,
  usartReceived: 18,
  usartEmpty: 19,
  usartSent: 20,
  adc: 21,
  eepromReady: 22,
  twoWire: 24,
} as const;

/** Which interrupts ask for the processor. The lower vector wins. */
export class InterruptLines {
  /** Bit k: vector k. */
  pending = 0;
  readonly #served: ((() => void) | undefined)[] = [];

  /** What happens in the hardware when the processor takes the vector: a flag that clears itself. */
  whenServed(vector: number, act: () => void): void {
    this.#served[vector] = act;
  }

  set(vector: number, asks: boolean): void {
    if (asks) this.pending |= 1 << vector;
    else this.pending &= ~(1 << vector);
  }

  /** The vector that the processor takes now. */
  serve(): number {
    const vector = 31 - Math.clz32(this.pending & -this.pending);
    this.#served[vector]?.();
    return vector;
  }

  clear(): void {
    this.pending = 0;
  }
}
