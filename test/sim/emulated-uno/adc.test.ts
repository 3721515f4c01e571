import { describe, expect, it } from 'vitest';
import { sram, store, unoWith, vectors } from './assembled-uno.ts';

const [ADCL, ADCSRA, ADMUX] = [0x78, 0x7a, 0x7c];
const RESULT = 0x200;
/** Eight conversions of a channel, added up at RESULT. */
const sumOf = (channel: number): string => `${store({ [ADMUX]: 0x40 | channel })}
  CLR r20
  CLR r21
  LDI r22, 8
  again: ${store({ [ADCSRA]: 0xc7 })}
  wait: LDS r17, ${ADCSRA}
  SBRC r17, 6
  RJMP wait
  LDS r18, ${ADCL}
  LDS r19, ${ADCL + 1}
  ADD r20, r18
  ADC r21, r19
  DEC r22
  BRNE again
  STS ${RESULT}, r20
  STS ${RESULT + 1}, r21
  loop: RJMP loop`;

describe('the converter of the emulated Uno', () => {
  it('asks for each conversion anew, of the channel that is selected', () => {
    const uno = unoWith(sumOf(2));
    const asked: number[] = [];
    uno.adc.source = (channel) => {
      asked.push(channel);
      return 500 + asked.length;
    };
    uno.advance(2);
    expect(asked).toEqual([2, 2, 2, 2, 2, 2, 2, 2]);
    expect(sram(uno, RESULT) + 256 * sram(uno, RESULT + 1)).toBe(8 * 500 + 36);
  });

  it('takes 25 of its clocks for the first conversion and 13 for the next ones', () => {
    const uno = unoWith(sumOf(0));
    const at: number[] = [];
    uno.adc.source = (_channel, cycle) => at.push(cycle);
    uno.advance(2);
    const gaps = at.slice(1).map((cycle, index) => cycle - (at[index] ?? 0));
    expect(gaps[0]).toBeGreaterThanOrEqual(25 * 128);
    expect(gaps[0]).toBeLessThan(25 * 128 + 40);
    expect(gaps[1]).toBeGreaterThanOrEqual(13 * 128);
    expect(gaps[1]).toBeLessThan(13 * 128 + 40);
  });

  it('clips what lies outside of its span, and runs by itself with an interrupt each time', () => {
    const uno = unoWith(`${vectors({ 21: 'done' })}
      start: ${store({ [ADMUX]: 0x40, [ADCSRA]: 0xef })}
      CLR r20
      SEI
      loop: RJMP loop
      done: INC r20
      LDS r18, ${ADCL}
      LDS r19, ${ADCL + 1}
      RETI`);
    uno.adc.source = () => 5000;
    uno.advance(1);
    // 104 us each, the first 200.
    expect(sram(uno, 20)).toBe(8);
    expect(sram(uno, 18) + 256 * sram(uno, 19)).toBe(1023);
  });
});
