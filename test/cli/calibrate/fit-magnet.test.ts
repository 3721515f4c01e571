import { expect, it } from 'vitest';
import { tiltOfAngle } from '../../../boards/raspberry-pi/sensors/angle-sensor.ts';
import { fitMagnet } from '../../../src/cli/calibrate/fit-magnet.ts';

const STEPS_PER_DEG = 4096 / 360;
const readings = (atHorizontal: number, sign: number, ...tilts: number[]) =>
  tilts.map((tiltDeg) => ({
    tiltDeg,
    counts: (((atHorizontal + sign * tiltDeg * STEPS_PER_DEG) % 4096) + 4096) % 4096,
  }));

it.each([
  [2048, true],
  [17.5, true],
  [4090, false],
])('finds how a magnet is glued on, wherever it begins: %d, rising %s', (atHorizontal, rises) => {
  const fit = fitMagnet(readings(atHorizontal, rises ? 1 : -1, -30, 0, 75));
  if (typeof fit === 'string') throw new Error(fit);
  expect(fit.rises).toBe(rises);
  expect(fit.atHorizontal).toBeCloseTo(atHorizontal, 6);
  expect(fit.residualDeg).toBeLessThan(1e-6);
  const [raw] = readings(atHorizontal, rises ? 1 : -1, 40);
  expect(tiltOfAngle(raw?.counts ?? 0, fit)).toBeCloseTo(40, 6);
});

it('says how far a point is off, as for a magnet behind a gear', () => {
  const geared = readings(2048, 1, -30, 0, 75).map(({ tiltDeg, counts }) => ({ tiltDeg: tiltDeg * 0.9, counts }));
  const fit = fitMagnet(geared);
  expect(typeof fit === 'string' ? fit : fit.residualDeg).toBeGreaterThan(2);
});

it('wants three angles, and some way between them', () => {
  expect(fitMagnet(readings(2048, 1, 0, 75))).toBe('2 angles measured, and 3 are the least');
  expect(fitMagnet(readings(2048, 1, 0, 10, 20))).toContain('the angles lie within 45');
});
