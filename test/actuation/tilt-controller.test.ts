import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TiltController } from '../../src/actuation/tilt-controller.ts';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { type Setpoint, standingSetpoint } from '../../src/domain/setpoint.ts';
import { estimateOf } from '../safety/table-fixtures.ts';

const moving = (said: Partial<Setpoint>): Setpoint => ({ ...standingSetpoint(), kind: 'moving', ...said });

/** A table whose rate is its duty times 10 deg/s, less a load; returns the error at the end of a time at rest, deg. */
function errorAfter(seconds: number, loadDegPerSec: number, driving = true): number {
  const controller = new TiltController(DEFAULT_SETTINGS);
  let tiltDeg = -30;
  for (let tick = 0; tick < seconds * 100; tick += 1) {
    const duty = controller.update(moving({ tiltDeg: -30 }), estimateOf({ tiltDeg }), driving);
    tiltDeg += (duty * 10 - loadDegPerSec) * 0.01;
  }
  return tiltDeg + 30;
}

/** A table that full duty moves at 2 deg/s, and a load that pulls it down. */
function slowTable(loadDegPerSec: number) {
  const rateAtFullDutyDegPerSec = 2;
  const { table } = DEFAULT_SETTINGS;
  const controller = new TiltController({
    ...DEFAULT_SETTINGS,
    table: { ...table, drive: { ...table.drive, rateAtFullDutyDegPerSec } },
  });
  let setpointDeg = 20;
  let tiltDeg = 20;
  let tableDegPerSec = 0;
  return {
    drive(rateDegPerSec: number, seconds: number): void {
      for (let tick = 0; tick < seconds * 100; tick += 1) {
        setpointDeg += rateDegPerSec * 0.01;
        const setpoint = moving({ tiltDeg: setpointDeg, rateDegPerSec });
        const duty = controller.update(setpoint, estimateOf({ tiltDeg, rateDegPerSec: tableDegPerSec }), true);
        tableDegPerSec = duty * rateAtFullDutyDegPerSec - loadDegPerSec;
        tiltDeg += tableDegPerSec * 0.01;
      }
    },
    lagDeg: () => tiltDeg - setpointDeg,
    dutyAtRest: () => controller.update(moving({ tiltDeg }), estimateOf({ tiltDeg }), false),
  };
}

describe('TiltController', () => {
  it('stays within -1 and +1 for any setpoint, any angle and any history', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const tick = fc.record({ tiltDeg: number, rate: number, accel: number, seen: number, driving: fc.boolean() });
    fc.assert(
      fc.property(fc.array(tick, { maxLength: 100 }), (ticks) => {
        const controller = new TiltController(DEFAULT_SETTINGS);
        for (const { tiltDeg, rate, accel, seen, driving } of ticks) {
          const setpoint = moving({ tiltDeg, rateDegPerSec: rate, accelDegPerSec2: accel });
          const duty = controller.update(setpoint, estimateOf({ tiltDeg: seen }), driving);
          expect(Math.abs(duty)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it.each([0.5, -0.5, 1.5, -1.5])('learns a constant load of %f deg/s until it holds exactly', (load) => {
    expect(Math.abs(errorAfter(30, load))).toBeLessThan(0.02);
  });

  it('keeps within 0.5 deg while it learns a load of 0.5 deg/s', () => {
    for (const seconds of [0.5, 1, 2, 3]) expect(Math.abs(errorAfter(seconds, 0.5))).toBeLessThan(0.5);
  });

  it('[H-18] learns no load from a lag for want of drive, nor while it makes that good', () => {
    const table = slowTable(0);
    table.drive(-3, 20);
    expect(table.lagDeg()).toBeGreaterThan(5);
    table.drive(0, 3);
    expect(table.lagDeg()).toBeGreaterThan(1);
    expect(Math.abs(table.dutyAtRest())).toBeLessThan(0.1);
    table.drive(0, 30);
    expect(Math.abs(table.lagDeg())).toBeLessThan(0.1);
  });

  it('learns the load that keeps the table from making a lag good', () => {
    const table = slowTable(1.2);
    table.drive(2, 5);
    expect(table.lagDeg()).toBeLessThan(-3);
    table.drive(0, 60);
    expect(Math.abs(table.lagDeg())).toBeLessThan(0.1);
  });

  it('learns nothing on the brake', () => {
    const controller = new TiltController(DEFAULT_SETTINGS);
    const held = moving({ tiltDeg: -30 });
    const before = controller.update(held, estimateOf({ tiltDeg: -30 }), false);
    for (let tick = 0; tick < 1000; tick += 1) controller.update(held, estimateOf({ tiltDeg: -35 }), false);
    expect(controller.update(held, estimateOf({ tiltDeg: -30 }), false)).toBe(before);
  });

  it('[H-08] adds at most 1 deg/s for an angle that lies, when nothing has been learned', () => {
    const controller = new TiltController(DEFAULT_SETTINGS);
    expect(controller.update(moving({ tiltDeg: 0 }), estimateOf({ tiltDeg: -90 }), false)).toBeCloseTo(0.1, 6);
    expect(controller.update(moving({ tiltDeg: 0 }), estimateOf({ tiltDeg: 90 }), false)).toBeCloseTo(-0.1, 6);
  });

  it('forgets the load of the last rider', () => {
    const controller = new TiltController(DEFAULT_SETTINGS);
    const fresh = controller.update(moving({}), estimateOf({ tiltDeg: 0 }), false);
    for (let tick = 0; tick < 500; tick += 1) controller.update(moving({}), estimateOf({ tiltDeg: -0.4 }), true);
    expect(controller.update(moving({}), estimateOf({ tiltDeg: 0 }), false)).not.toBeCloseTo(fresh, 2);
    controller.reset();
    expect(controller.update(moving({}), estimateOf({ tiltDeg: 0 }), false)).toBe(fresh);
  });
});
