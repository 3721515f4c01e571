import { describe, expect, it } from 'vitest';
import { AngleTracker } from '../../src/sensing/angle-tracker.ts';

function follow(tracker: AngleTracker, angleAt: (timeS: number) => number, fromS: number, toS: number): void {
  for (let tick = Math.round(fromS * 100); tick < Math.round(toS * 100); tick += 1) {
    tracker.predict(0.01);
    tracker.correct(angleAt(tick / 100), 0.01);
  }
}

describe('AngleTracker', () => {
  it('takes its first sample for the angle, at rest', () => {
    const tracker = new AngleTracker();
    tracker.predict(0.01);
    tracker.correct(-42, 0.01);
    expect(tracker.angleDeg).toBe(-42);
    expect(tracker.rateDegPerSec).toBe(0);
  });

  it('follows a steady rate without lag', () => {
    const tracker = new AngleTracker();
    follow(tracker, (timeS) => 10 - 5 * timeS, 0, 5);
    expect(tracker.angleDeg).toBeCloseTo(10 - 5 * 4.99, 3);
    expect(tracker.rateDegPerSec).toBeCloseTo(-5, 2);
  });

  it('stays within 0.06 deg of an onset of 2 deg/s2', () => {
    const tracker = new AngleTracker();
    let worstDeg = 0;
    for (let tick = 0; tick < 100; tick += 1) {
      const angleDeg = (tick / 100) ** 2;
      tracker.predict(0.01);
      tracker.correct(angleDeg, 0.01);
      worstDeg = Math.max(worstDeg, Math.abs(tracker.angleDeg - angleDeg));
    }
    expect(worstDeg).toBeLessThan(0.06);
  });

  it('goes on by its rate where it is only predicted', () => {
    const tracker = new AngleTracker();
    tracker.restart(30, -2);
    for (let tick = 0; tick < 50; tick += 1) tracker.predict(0.01);
    expect(tracker.angleDeg).toBeCloseTo(29, 9);
    expect(tracker.rateDegPerSec).toBe(-2);
  });

  it('comes to rest on a step within a second', () => {
    const tracker = new AngleTracker();
    tracker.restart(0, 0);
    follow(tracker, () => 1, 0, 1.5);
    expect(tracker.angleDeg).toBeCloseTo(1, 1);
    expect(Math.abs(tracker.rateDegPerSec)).toBeLessThan(0.3);
  });
});
