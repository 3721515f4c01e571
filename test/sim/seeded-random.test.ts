import { describe, expect, it } from 'vitest';
import { GaussianRing } from '../../sim/gaussian-ring.ts';
import { SeededRandom } from '../../src/domain/seeded-random.ts';

const take = (count: number, next: () => number): number[] => Array.from({ length: count }, next);

function momentsOf(values: readonly number[]): { mean: number; deviation: number; skew: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const centred = values.map((value) => value - mean);
  const deviation = Math.sqrt(centred.reduce((sum, value) => sum + value ** 2, 0) / values.length);
  const skew = centred.reduce((sum, value) => sum + (value / deviation) ** 3, 0) / values.length;
  return { mean, deviation, skew };
}

describe('SeededRandom', () => {
  it('repeats itself from the same seed and differs from another', () => {
    const one = new SeededRandom(7);
    const same = new SeededRandom(7);
    const other = new SeededRandom(8);
    const numbers = take(50, () => one.uint32());
    expect(take(50, () => same.uint32())).toEqual(numbers);
    expect(take(50, () => other.uint32())).not.toEqual(numbers);
  });

  it('is uniform between 0 and 1', () => {
    const random = new SeededRandom(1);
    const values = take(20_000, () => random.uniform());
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(momentsOf(values).mean).toBeCloseTo(0.5, 1);
    expect(momentsOf(values).deviation).toBeCloseTo(1 / Math.sqrt(12), 2);
  });

  it('draws every integer below a count', () => {
    const random = new SeededRandom(3);
    expect(new Set(take(200, () => random.integerBelow(5)))).toEqual(new Set([0, 1, 2, 3, 4]));
  });
});

describe('GaussianRing', () => {
  it('has mean 0 and deviation 1, and leans to neither side', () => {
    const ring = new GaussianRing(new SeededRandom(5));
    const { mean, deviation, skew } = momentsOf(take(200_000, () => ring.next()));
    expect(Math.abs(mean)).toBeLessThan(0.01);
    expect(Math.abs(deviation - 1)).toBeLessThan(0.01);
    expect(Math.abs(skew)).toBeLessThan(0.15);
  });

  it('shows no memory from one value to the next', () => {
    const ring = new GaussianRing(new SeededRandom(6));
    const values = take(100_000, () => ring.next());
    const products = values.slice(1).map((value, index) => value * (values[index] ?? 0));
    expect(Math.abs(momentsOf(products).mean)).toBeLessThan(0.02);
  });
});
