import { describe, expect, it } from 'vitest';
import { sram, store, unoWith, vectors } from './assembled-uno.ts';

const DDRB = 0x24;
const DDRD = 0x2a;
const PORTD = 0x2b;
const PIND = 0x29;
const SEEN = 0x200;

describe('pins of the emulated Uno', () => {
  it('gives every change of an output the cycle in which it happened', () => {
    const uno = unoWith('LDI r16, 0x20\nOUT 0x04, r16\nloop: SBI 0x05, 5\nCBI 0x05, 5\nRJMP loop');
    const edges: [number | null, number][] = [];
    uno.listen('D13', (output, cycle) => edges.push([output, cycle]));
    uno.runUntilCycle(20);
    // SBI, CBI and RJMP take two cycles each.
    const rises = edges.filter(([output]) => output === 1).map(([, cycle]) => cycle);
    expect(rises.length).toBeGreaterThan(2);
    expect(rises.slice(1).map((cycle, index) => cycle - (rises[index] ?? 0))).toEqual(
      Array.from({ length: rises.length - 1 }, () => 6),
    );
    expect(edges[0]).toEqual([0, expect.any(Number)]);
  });

  it('drives nothing until the program says so', () => {
    const uno = unoWith(`${store({ [DDRB]: 0x20 })}\nloop: RJMP loop`);
    expect(uno.outputOf('D13')).toBeNull();
    uno.advance(1);
    expect(uno.outputOf('D13')).toBe(0);
    expect(uno.outputOf('D12')).toBeNull();
  });

  it('reads an open pin with a pull-up as high, a held one as held, and a floating one as it last was', () => {
    const uno = unoWith(`${store({ [PORTD]: 0x04 })}\nloop: LDS r17, ${PIND}\nSTS ${SEEN}, r17\nRJMP loop`);
    const read = (): number => {
      uno.advance(1);
      return sram(uno, SEEN) & 0x0c;
    };
    expect(uno.hasPullUp('D2')).toBe(false);
    expect(read()).toBe(0x04);
    expect(uno.hasPullUp('D2')).toBe(true);
    uno.hold('D2', false);
    expect(read()).toBe(0);
    uno.hold('D3', true);
    expect(read()).toBe(0x08);
    uno.hold('D3', null);
    uno.hold('D2', null);
    expect(read()).toBe(0x0c);
  });

  it('interrupts on an edge at D2 within a microsecond, and counts it once', () => {
    const uno = unoWith(`${vectors({ 1: 'edge' })}
      start: ${store({ [PORTD]: 0x04, [DDRD]: 0x10, 105: 0x01 })}
      SBI 0x1d, 0
      CLR r20
      SEI
      loop: RJMP loop
      edge: INC r20
      SBI 0x0b, 4
      RETI`);
    uno.advance(1);
    const edges: number[] = [];
    uno.listen('D4', (_output, cycle) => edges.push(cycle));
    const at = uno.cycle;
    uno.hold('D2', false);
    uno.advance(1);
    expect(edges).toHaveLength(1);
    expect((edges[0] ?? 0) - at).toBeGreaterThan(5);
    expect((edges[0] ?? 0) - at).toBeLessThanOrEqual(16);
    expect(sram(uno, 20)).toBe(1);
    uno.hold('D2', true);
    uno.advance(1);
    expect(sram(uno, 20)).toBe(2);
  });

  it('interrupts on a change of any pin of a port that is not masked', () => {
    const uno = unoWith(`${vectors({ 5: 'change' })}
      start: ${store({ [PORTD]: 0xff, 109: 0x80, 104: 0x04 })}
      CLR r20
      SEI
      loop: RJMP loop
      change: INC r20
      RETI`);
    uno.advance(1);
    uno.hold('D6', false);
    uno.advance(1);
    expect(sram(uno, 20)).toBe(0);
    uno.hold('D7', false);
    uno.advance(1);
    expect(sram(uno, 20)).toBe(1);
  });
});
