import { describe, expect, it } from 'vitest';
import { sram, store, unoWith, vectors } from './assembled-uno.ts';

const DDRB = 0x24;
const DDRD = 0x2a;
const [TCCR0A, TCCR0B, OCR0A, TIMSK0] = [0x44, 0x45, 0x47, 0x6e];
const [TCCR1A, TCCR1B, TCNT1L, ICR1L, OCR1AL] = [0x80, 0x81, 0x84, 0x86, 0x88];
const [TCCR2A, TCCR2B, OCR2B] = [0xb0, 0xb1, 0xb4];
/** The high half of a 16-bit register first, as it must be. */
const word = (low: number, value: number): string =>
  `${store({ [low + 1]: value >> 8 })}\n${store({ [low]: value & 255 })}`;
const FOREVER = 'loop: RJMP loop';

describe('timers of the emulated Uno', () => {
  it('shows a fast PWM as the share of its time that it is high', () => {
    const uno = unoWith(`${store({ [DDRD]: 0x40, [OCR0A]: 63, [TCCR0A]: 0x83, [TCCR0B]: 0x03 })}\n${FOREVER}`);
    uno.advance(2);
    expect(uno.outputOf('D6')).toBe(64 / 256);
  });

  it('shows a phase-correct PWM likewise, inverted where it is told to', () => {
    const uno = unoWith(`${store({ [DDRD]: 0x08, [OCR2B]: 51, [TCCR2A]: 0x31, [TCCR2B]: 0x04 })}\n${FOREVER}`);
    uno.advance(5);
    expect(uno.outputOf('D3')).toBeCloseTo(1 - 51 / 255, 10);
  });

  it('counts 16 bits to ICR1 for a drive of 20 kHz, and takes a new duty over at the top', () => {
    const uno = unoWith(`${store({ [DDRB]: 0x02 })}
      ${word(ICR1L, 400)}
      ${word(OCR1AL, 100)}
      ${store({ [TCCR1A]: 0x82, [TCCR1B]: 0x11 })}
      ${'NOP\n'.repeat(20)}
      ${word(OCR1AL, 200)}
      ${FOREVER}`);
    const changes: [number | null, number][] = [];
    uno.listen('D9', (output, cycle) => changes.push([output, cycle]));
    uno.advance(1);
    const [off, first, second] = changes;
    expect(off?.[0]).toBe(0);
    expect(first?.[0]).toBe(0.25);
    expect(second?.[0]).toBe(0.5);
    // From the start, 400 cycles up to the top: the new value was written some 50 cycles in.
    expect((second?.[1] ?? 0) - (first?.[1] ?? 0)).toBeGreaterThan(350);
    expect((second?.[1] ?? 0) - (first?.[1] ?? 0)).toBeLessThanOrEqual(410);
  });

  it('gives a pin back as soon as its compare output is disconnected', () => {
    const uno = unoWith(`${store({ [DDRD]: 0x40, [OCR0A]: 255, [TCCR0A]: 0x83, [TCCR0B]: 0x01 })}
      ${'NOP\n'.repeat(600)}
      ${store({ [TCCR0A]: 0x03 })}
      ${FOREVER}`);
    uno.runUntilCycle(500);
    expect(uno.outputOf('D6')).toBe(1);
    uno.runUntilCycle(700);
    expect(uno.outputOf('D6')).toBe(0);
  });

  it('interrupts at each match of a timer that clears itself, to the cycle', () => {
    const uno = unoWith(`${vectors({ 14: 'match' })}
      start: ${store({ [DDRB]: 0x20, [OCR0A]: 249, [TIMSK0]: 2, [TCCR0A]: 2, [TCCR0B]: 3 })}
      SEI
      ${FOREVER}
      match: SBI 0x03, 5
      RETI`);
    const edges: number[] = [];
    uno.listen('D13', (_output, cycle) => edges.push(cycle));
    uno.advance(10);
    // 250 steps of 64 cycles are 1 ms; the loop's jump of two cycles may have begun or not.
    const [first = 0, ...later] = edges.slice(1);
    expect(later.length).toBeGreaterThanOrEqual(8);
    for (const [index, cycle] of later.entries()) {
      expect(Math.abs(cycle - first - (index + 1) * 16_000)).toBeLessThanOrEqual(2);
    }
  });

  it('is read in two halves that belong together', () => {
    const uno = unoWith(`${store({ [TCCR1A]: 0, [TCCR1B]: 1 })}
      ${'NOP\n'.repeat(300)}
      LDS r20, ${TCNT1L}
      LDS r21, ${TCNT1L + 1}
      ${FOREVER}`);
    uno.advance(1);
    const count = sram(uno, 20) + 256 * sram(uno, 21);
    expect(count).toBeGreaterThanOrEqual(300);
    expect(count).toBeLessThanOrEqual(304);
  });

  it('says that it overflowed to a program that asks, and forgets it at a written one', () => {
    const uno = unoWith(`${store({ [TCCR0B]: 1 })}
      ${'NOP\n'.repeat(200)}
      IN r20, 0x15
      ${'NOP\n'.repeat(100)}
      IN r21, 0x15
      SBI 0x15, 0
      IN r22, 0x15
      ${FOREVER}`);
    uno.advance(1);
    expect([20, 21, 22].map((register) => sram(uno, register) & 1)).toEqual([0, 1, 0]);
  });
});
