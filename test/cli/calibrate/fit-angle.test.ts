import { describe, expect, it } from 'vitest';
import { fitAngle } from '../../../src/cli/calibrate/fit-angle.ts';

const DEG_PER_COUNT = 270 / 1024;
const at = (tiltDeg: number, offDeg = 0) => ({ tiltDeg, counts: 512 + (tiltDeg + offDeg) / DEG_PER_COUNT });

describe('fitting the angle sensor', () => {
  it('finds the line, and how far the worst point is from it', () => {
    const fit = fitAngle([at(75), at(30), at(0), at(-60)]);
    if (typeof fit === 'string') throw new Error(fit);
    expect(fit.countsAtHorizontal).toBeCloseTo(512, 6);
    expect(fit.degPerCount).toBeCloseTo(DEG_PER_COUNT, 9);
    expect(fit.residualDeg).toBeLessThan(1e-9);
    const off = fitAngle([at(75), at(30, 1), at(0), at(-60)]);
    expect(typeof off === 'string' ? off : off.residualDeg).toBeGreaterThan(0.5);
  });

  it('finds the line of a potentiometer that turns the other way', () => {
    const fit = fitAngle([75, 0, -60].map((tiltDeg) => ({ tiltDeg, counts: 500 - tiltDeg / DEG_PER_COUNT })));
    if (typeof fit === 'string') throw new Error(fit);
    expect(fit.degPerCount).toBeCloseTo(-DEG_PER_COUNT, 9);
  });

  it('refuses too few points, too narrow ones, and a sensor that does not turn', () => {
    expect(fitAngle([at(75), at(0)])).toContain('too few');
    expect(fitAngle([at(75), at(60), at(45)])).toContain('span 30°');
    expect(fitAngle([75, 0, -60].map((tiltDeg) => ({ tiltDeg, counts: 512 })))).toContain('did not turn');
  });
});
