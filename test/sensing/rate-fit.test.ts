import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../src/domain/seeded-random.ts';
import { RateFit } from '../../src/sensing/rate-fit.ts';

const WINDOW = { windowMs: 250, periodMs: 10 };
const COUNT = 25;

/** The textbook's sum over time and value, per second. */
function leastSquares(values: readonly number[]): number {
  const times = values.map((_, index) => index * 0.01);
  const meanTime = times.reduce((sum, time) => sum + time, 0) / values.length;
  const meanValue = values.reduce((sum, value) => sum + value, 0) / values.length;
  let over = 0;
  let under = 0;
  values.forEach((value, index) => {
    const time = (times[index] ?? 0) - meanTime;
    over += time * (value - meanValue);
    under += time * time;
  });
  return over / under;
}

describe('RateFit', () => {
  it('equals the direct least squares over the latest 25 samples, whatever the samples are', () => {
    const samples = fc.array(fc.double({ min: -90, max: 90, noNaN: true }), { minLength: COUNT, maxLength: 120 });
    fc.assert(
      fc.property(samples, (values) => {
        const fit = new RateFit(WINDOW);
        values.forEach((value, index) => {
          const slope = fit.add(value);
          if (index >= COUNT - 1) {
            expect(slope).toBeCloseTo(leastSquares(values.slice(index - COUNT + 1, index + 1)), 7);
          }
        });
      }),
    );
  });

  it('says 0 until its window is full, and again after a reset', () => {
    const fit = new RateFit(WINDOW);
    for (let index = 0; index < COUNT - 1; index += 1) expect(fit.add(index)).toBe(0);
    expect(fit.add(COUNT - 1)).toBeCloseTo(100, 9);
    fit.reset();
    for (let index = 0; index < COUNT - 1; index += 1) expect(fit.add(50 - index)).toBe(0);
    expect(fit.add(50 - (COUNT - 1))).toBeCloseTo(-100, 9);
  });

  it('has not drifted after a million samples', () => {
    const fit = new RateFit(WINDOW);
    const random = new SeededRandom(11);
    const latest: number[] = [];
    let slope = 0;
    for (let index = 0; index < 1_000_003; index += 1) {
      const value = random.between(-90, 90);
      slope = fit.add(value);
      if (index >= 1_000_003 - COUNT) latest.push(value);
    }
    expect(slope).toBeCloseTo(leastSquares(latest), 9);
  });
});
