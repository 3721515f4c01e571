import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import type { AngleSource, TableEstimate } from '../../src/domain/estimate.ts';
import type { SensorFrame } from '../../src/domain/frames.ts';
import { TableEstimator } from '../../src/sensing/estimate-table.ts';
import { frameOf } from '../safety/table-fixtures.ts';

/** Drives an estimator a hundred times a second with frames that arrive at once. */
class Bench {
  readonly #estimator = new TableEstimator(DEFAULT_SETTINGS);
  nowMs = 0;

  tick(tiltDeg: number, said: Partial<SensorFrame> = {}, trusted: AngleSource = 'potentiometer', inDoubt = false) {
    this.nowMs += 10;
    return this.#estimator.update(frameOf(tiltDeg, { atMs: this.nowMs, ...said }), this.nowMs, { trusted, inDoubt });
  }

  settle(tiltDeg: number, ticks = 60): TableEstimate {
    let estimate = this.tick(tiltDeg);
    for (let tick = 1; tick < ticks; tick += 1) estimate = this.tick(tiltDeg);
    return estimate;
  }

  /** A tick in which no new frame has come: the one of `atMs` is read again. */
  stale(tiltDeg: number, atMs: number): TableEstimate {
    this.nowMs += 10;
    return this.#estimator.update(frameOf(tiltDeg, { atMs }), this.nowMs, { trusted: 'potentiometer', inDoubt: false });
  }
}

const countsOf = (tiltDeg: number): number => 512 + tiltDeg / (270 / 1024);

describe('TableEstimator', () => {
  it('turns counts into degrees and the specific force into the same', () => {
    const estimate = new Bench().settle(-37.5);
    expect(estimate.tiltDeg).toBeCloseTo(-37.5, 6);
    expect(estimate.accelTiltDeg).toBeCloseTo(-37.5, 6);
    expect(estimate.source).toBe('potentiometer');
  });

  it('[H-09] does not believe one sample that leaps by over 1 deg, and says so', () => {
    const bench = new Bench();
    bench.settle(-30);
    const leapt = bench.tick(-30, { tiltCounts: countsOf(-20) });
    expect(leapt.potJumped).toBe(true);
    expect(leapt.tiltDeg).toBeCloseTo(-30, 6);
    const after = bench.tick(-30);
    expect(after.potJumped).toBe(false);
    expect(after.tiltDeg).toBeCloseTo(-30, 6);
  });

  it('believes a sample that differs by just under 1 deg', () => {
    const bench = new Bench();
    bench.settle(-30);
    expect(bench.tick(-29.05).potJumped).toBe(false);
  });

  it('[H-09] says of a step that stays, in every sample, that it is none of its own', () => {
    const bench = new Bench();
    bench.settle(-30);
    for (let tick = 0; tick < 100; tick += 1) {
      const estimate = bench.tick(-30, { tiltCounts: countsOf(-20) });
      expect(estimate.potJumped).toBe(true);
      expect(estimate.tiltDeg).toBeCloseTo(-30, 6);
    }
  });

  it.each([
    ['just under 5 % of span', 51, false],
    ['at 5.1 % of span', 52, true],
    ['at 94.9 % of span', 972, true],
    ['just over 95 % of span', 973, false],
    ['at the lower rail', 0, false],
    ['at the upper rail', 1023, false],
  ])('[H-11] tells whether the wiper is sound %s', (_, tiltCounts, inBand) => {
    const bench = new Bench();
    bench.settle(0);
    expect(bench.tick(0, { tiltCounts }).potInBand).toBe(inBand);
  });

  it('[H-11] keeps the last angle while the wiper is open', () => {
    const bench = new Bench();
    bench.settle(-45);
    for (let tick = 0; tick < 20; tick += 1) bench.tick(-45, { tiltCounts: 1023 });
    expect(bench.tick(-45, { tiltCounts: 1023 }).tiltDeg).toBeCloseTo(-45, 6);
  });

  it('carries the angle on by its rate while a frame is late', () => {
    const bench = new Bench();
    let tiltDeg = 0;
    for (let tick = 0; tick < 300; tick += 1) {
      tiltDeg -= 0.05;
      bench.tick(tiltDeg);
    }
    const lastMs = bench.nowMs;
    for (let tick = 0; tick < 3; tick += 1) bench.stale(tiltDeg, lastMs);
    const estimate = bench.stale(tiltDeg, lastMs);
    expect(estimate.frameAgeMs).toBe(40);
    expect(estimate.tiltDeg).toBeCloseTo(tiltDeg - 4 * 0.05, 1);
    expect(estimate.rateDegPerSec).toBeCloseTo(-5, 1);
  });

  it('[H-34] does not carry the angle on for longer than the host still commands: in silence it stays', () => {
    const bench = new Bench();
    let tiltDeg = 0;
    for (let tick = 0; tick < 300; tick += 1) {
      tiltDeg -= 0.05;
      bench.tick(tiltDeg);
    }
    const lastMs = bench.nowMs;
    let estimate = bench.stale(tiltDeg, lastMs);
    for (let tick = 0; tick < 3000; tick += 1) estimate = bench.stale(tiltDeg, lastMs);
    expect(estimate.tiltDeg).toBeGreaterThan(tiltDeg - 1);
    expect(estimate.accelTiltDeg).toBeGreaterThan(tiltDeg - 1);
  });

  it('starts anew after a silence: the next sample is where the table is, and no jump', () => {
    const bench = new Bench();
    bench.settle(-30);
    bench.nowMs += 2000;
    const estimate = bench.tick(20);
    expect(estimate.potJumped).toBe(false);
    expect(estimate.tiltDeg).toBeCloseTo(20, 6);
    expect(estimate.accelTiltDeg).toBeCloseTo(20, 6);
    expect(estimate.fittedRateDegPerSec).toBe(0);
  });

  it('still takes a leap after a gap of 50 ms for one', () => {
    const bench = new Bench();
    bench.settle(-30);
    bench.nowMs += 40;
    expect(bench.tick(20).potJumped).toBe(true);
  });

  it('says once by how much the angle moves when its source changes, and forgets the fitted rate', () => {
    const bench = new Bench();
    const askew = { accelAlongG: Math.sin(-Math.PI / 4), accelOutG: Math.cos(-Math.PI / 4) };
    for (let tick = 0; tick < 200; tick += 1) bench.tick(-30, askew);
    const changed = bench.tick(-30, askew, 'accelerometer');
    expect(changed.source).toBe('accelerometer');
    expect(changed.rebasedByDeg).toBeCloseTo(-15, 1);
    expect(changed.tiltDeg).toBeCloseTo(-45, 1);
    for (let tick = 0; tick < 30; tick += 1) {
      const after = bench.tick(-30, askew, 'accelerometer');
      expect(after.rebasedByDeg).toBe(0);
      expect(Math.abs(after.fittedRateDegPerSec)).toBeLessThan(0.5);
    }
  });

  it('[H-14] keeps the last angle once no source is trusted, without a rebase', () => {
    const bench = new Bench();
    bench.settle(-50);
    const lost = bench.tick(-10, {}, 'none');
    expect(lost.source).toBe('none');
    expect(lost.tiltDeg).toBeCloseTo(-50, 6);
    expect(lost.rebasedByDeg).toBe(0);
  });

  it('is head-down from below -5 to above -3, and does not chatter in between', () => {
    const bench = new Bench();
    expect(bench.settle(-4.5).headDown).toBe(false);
    expect(bench.settle(-5.3, 200).headDown).toBe(true);
    expect(bench.settle(-4.5, 200).headDown).toBe(true);
    expect(bench.settle(-3.8, 200).headDown).toBe(true);
    expect(bench.settle(-3.2, 200).headDown).toBe(true);
    expect(bench.settle(-2.8, 200).headDown).toBe(false);
    expect(bench.settle(-3.5, 200).headDown).toBe(false);
    expect(bench.settle(-4.4, 200).headDown).toBe(false);
  });

  it.each([
    ['at rest', 1, 0, true],
    ['under 0.7 g', 0.69, 0, false],
    ['over 1.3 g', 1.31, 0, false],
    ['silent for 90 ms', 1, 90, true],
    ['silent for 100 ms', 1, 100, false],
  ])('[H-14] tells whether the accelerometer is plausible: %s', (_, accelOutG, agoMs, plausible) => {
    const bench = new Bench();
    bench.settle(0);
    const said = { accelAlongG: 0, accelOutG, accelAtMs: bench.nowMs + 10 - agoMs };
    expect(bench.tick(0, said).accelPlausible).toBe(plausible);
  });

  it('[H-11] takes an open wire in the first frame after a pause for no angle, and not for one far head-down', () => {
    const bench = new Bench();
    bench.settle(70);
    bench.nowMs += 2000;
    const estimate = bench.tick(70, { tiltCounts: 0 });
    expect(estimate.potInBand).toBe(false);
    expect(estimate.tiltDeg).toBeCloseTo(70, 1);
  });

  it('[H-13] takes the accelerometer up where the table is after it was silent in a motion', () => {
    const bench = new Bench();
    let tiltDeg = 60;
    for (let tick = 0; tick < 300; tick += 1) {
      tiltDeg -= 0.02;
      bench.tick(tiltDeg);
    }
    const silentSinceMs = bench.nowMs;
    for (let tick = 0; tick < 1500; tick += 1) {
      tiltDeg -= 0.02;
      bench.tick(tiltDeg, { accelAtMs: silentSinceMs });
    }
    let worstDeg = 0;
    for (let tick = 0; tick < 100; tick += 1) {
      const estimate = bench.tick(tiltDeg);
      if (estimate.accelPlausible) worstDeg = Math.max(worstDeg, Math.abs(estimate.accelTiltDeg - tiltDeg));
    }
    expect(worstDeg).toBeLessThan(1);
  });
});
