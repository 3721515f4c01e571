import { describe, expect, it } from 'vitest';
import { Plant } from '../../sim/plant.ts';
import { PlantChecker } from '../../sim/plant-checker.ts';
import { PlantMeter } from '../../sim/plant-meter.ts';
import { VIOLATION_RULES, type ViolationRule } from '../../sim/session-result.ts';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import type { BoardMode } from '../../src/domain/frames.ts';
import { CLAMPS_CLOSED, E_STOP_CLOSED, INPUT, INPUTS_AT_REST } from '../../src/domain/inputs.ts';

/** A table whose plant is what the test says it is. */
class Scene {
  readonly plant = new Plant({ startTiltDeg: 75 });
  boardIsDown = false;
  readonly sensors = { defects: { potSound: true, accelSound: true } };
  readonly board: { mode: BoardMode } = { mode: 'leased' };
  inputs: number = INPUTS_AT_REST;
  readonly meter = new PlantMeter(this.plant);
  readonly checker: PlantChecker = new PlantChecker(this, this.meter, DEFAULT_SETTINGS);
  tMs = 0;

  /** Lets `ms` pass in cycles, tilt moving at a steady rate. */
  pass(ms: number, { from, rate = 0 }: { from: number; rate?: number }): this {
    for (let passed = 0; passed < ms; passed += 10) {
      this.tMs += 10;
      this.meter.tiltDeg = from + (rate * passed) / 1000;
      this.meter.upDegPerSec = Math.max(0, rate);
      this.meter.downDegPerSec = Math.max(0, -rate);
      this.meter.headDown = this.meter.tiltDeg < -4;
      this.meter.headDownSpellMs = this.meter.headDown ? this.meter.headDownSpellMs + 10 : 0;
      this.checker.observe(this.tMs);
    }
    return this;
  }

  press(bits: number, ms: number, at: { from: number; rate?: number }): this {
    this.inputs |= bits;
    this.pass(ms, at);
    this.inputs &= ~bits;
    return this;
  }

  get broken(): readonly ViolationRule[] {
    return [...new Set(this.checker.violations.map(({ rule }) => rule))];
  }
}

const scene = (): Scene => new Scene();
const CAP_MS = DEFAULT_SETTINGS.timeouts.headDownMs;
const RETURN_PRESS = INPUT.RETURN_MADE;

describe('PlantChecker: every rule can fail', () => {
  const failures: Readonly<Record<ViolationRule, () => Scene>> = {
    'tilt-range': () => scene().pass(50, { from: -63.1 }),
    rate: () => scene().pass(50, { from: -40, rate: 8.1 }),
    'head-up-rate': () => scene().pass(50, { from: 10, rate: 5.3 }),
    acceleration: () => {
      const it = scene();
      it.meter.accelDegPerSec2 = 6.1;
      return it.pass(10, { from: 0 });
    },
    'head-down-time': () => scene().pass(CAP_MS + 40_000, { from: -50 }),
    'down-after-return': () =>
      scene().pass(10, { from: -40 }).press(RETURN_PRESS, 200, { from: -40 }).pass(5000, { from: -40, rate: -1 }),
    'return-late': () =>
      scene().pass(10, { from: -40 }).press(RETURN_PRESS, 200, { from: -40 }).pass(80_000, { from: -40 }),
    'moves-on-estop': () => {
      const it = scene();
      it.inputs &= ~E_STOP_CLOSED;
      return it.pass(400, { from: -40, rate: 1 });
    },
    'moves-on-open-clamps': () => {
      const it = scene();
      it.inputs &= ~CLAMPS_CLOSED;
      return it.pass(5000, { from: -40, rate: 1 });
    },
  };

  it.each(VIOLATION_RULES)('%s', (rule) => {
    expect(failures[rule]().broken).toEqual([rule]);
  });
});

describe('PlantChecker: what is right', () => {
  it('finds nothing in a session: down, held, and up again after RETURN', () => {
    const it = scene();
    it.press(INPUT.START, 200, { from: 75 }).pass(67_500, { from: 75, rate: -2 }).pass(180_000, { from: -60 });
    it.press(RETURN_PRESS, 200, { from: -60 }).pass(12_000, { from: -60, rate: 5 }).pass(25_000, { from: 0, rate: 3 });
    expect(it.checker.violations).toEqual([]);
  });

  it('counts one violation with its worst value for each time that a rule is broken', () => {
    const it = scene()
      .pass(100, { from: -63.2 })
      .pass(100, { from: -64 })
      .pass(100, { from: -60 })
      .pass(10, { from: -63.5 });
    expect(it.checker.violations).toMatchObject([
      { rule: 'tilt-range', atMs: 10, value: -64, limit: -63 },
      { rule: 'tilt-range', atMs: 310, value: -63.5 },
    ]);
  });

  it('lets a return end against the stop where the angle is broken', () => {
    const it = scene();
    it.sensors.defects.potSound = false;
    expect(it.pass(100, { from: 79.2 }).broken).toEqual([]);
    expect(it.pass(100, { from: 79.7 }).broken).toEqual(['tilt-range']);
  });

  it('lets the table turn within 3 s of RETURN, and back off where something is in the way', () => {
    const turning = scene().pass(10, { from: -40 }).press(RETURN_PRESS, 200, { from: -40, rate: -2 });
    expect(turning.pass(1500, { from: -40.4, rate: -1 }).broken).toEqual([]);
    const obstructed = scene().pass(10, { from: -40 }).press(RETURN_PRESS, 200, { from: -40 });
    obstructed.plant.defects.wallAboveDeg = -38;
    expect(obstructed.pass(5000, { from: -38 }).pass(3000, { from: -38, rate: -1 }).broken).toEqual([]);
  });

  it('lets the table stand late, and head-down for long, while E-STOP is pressed', () => {
    const it = scene().pass(10, { from: -40 }).press(RETURN_PRESS, 200, { from: -40 });
    it.inputs &= ~E_STOP_CLOSED;
    expect(it.pass(CAP_MS + 60_000, { from: -40 }).broken).toEqual([]);
  });

  it('lets the table go down again after an upright START only', () => {
    const returned = () =>
      scene().pass(10, { from: 60 }).press(RETURN_PRESS, 200, { from: 60 }).pass(5000, { from: 60, rate: 3 });
    expect(returned().pass(5000, { from: 75, rate: -2 }).broken).toEqual(['down-after-return']);
    const started = returned().press(INPUT.START, 200, { from: 75 });
    expect(started.pass(5000, { from: 75, rate: -2 }).broken).toEqual([]);
  });

  it("takes the board's own return for one", () => {
    const it = scene().pass(100, { from: -40 });
    it.board.mode = 'returning';
    expect(it.pass(8000, { from: -40, rate: -0.5 }).broken).toEqual(['down-after-return']);
  });
});
