import { describe, expect, it } from 'vitest';
import { solveConvex } from '../../src/trajectory/newton.ts';

describe('solveConvex', () => {
  it('finds the root of a convex function to the last digits', () => {
    const root = solveConvex(
      10,
      (place) => place ** 3 + place - 2,
      (place) => 3 * place ** 2 + 1,
    );
    expect(root).toBeCloseTo(1, 15);
  });

  it('stays between 0 and its bound whatever rounding has made of the slope', () => {
    for (const slope of [-1e-20, 0, 1e-20, Number.NaN]) {
      for (const value of [-1e-17, 0, 1e-17]) {
        const place = solveConvex(
          0.5,
          () => value,
          () => slope,
        );
        expect(place).toBeGreaterThanOrEqual(0);
        expect(place).toBeLessThanOrEqual(0.5);
      }
    }
  });
});
