import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { TrajectoryStepper } from '../../src/cycle/step-trajectory.ts';
import type { MotionDemand } from '../../src/domain/demand.ts';
import type { TableEstimate } from '../../src/domain/estimate.ts';
import { INPUT, INPUTS_AT_REST } from '../../src/domain/inputs.ts';
import type { Setpoint } from '../../src/domain/setpoint.ts';
import { estimateOf } from '../safety/table-fixtures.ts';

const PLANNED = { headDownUpDegPerSec: 2, headUpUpDegPerSec: 2, downDegPerSec: 2 };
const EMERGENCY = { headDownUpDegPerSec: 5, headUpUpDegPerSec: 3, downDegPerSec: 2 };
const { accelDegPerSec2, jerkDegPerSec3 } = DEFAULT_SETTINGS.table.rates;

/** A table that is where its setpoint is, and a brake that lets go after 80 ms of motion. */
class Bench {
  readonly stepper = new TrajectoryStepper(DEFAULT_SETTINGS);
  readonly estimate: TableEstimate;
  #driveTicks = 0;

  constructor(tiltDeg: number) {
    this.estimate = estimateOf({ tiltDeg });
  }

  tick(demand: MotionDemand): Setpoint {
    const { estimate, stepper } = this;
    estimate.nowMs += 10;
    const setpoint = stepper.step(demand, estimate, this.#driveTicks > 8);
    const drives = setpoint.kind === 'moving';
    this.#driveTicks = drives || setpoint.kind === 'blind' ? this.#driveTicks + 1 : 0;
    if (drives) estimate.tiltDeg = setpoint.tiltDeg;
    return setpoint;
  }

  /** Follows one demand until it arrives or a time is over; answers with the seconds, or null. */
  untilArrived(demand: MotionDemand, seconds: number): number | null {
    for (let tick = 1; tick <= seconds * 100; tick += 1) if (this.tick(demand).arrived) return tick / 100;
    return null;
  }
}

const anyDemand: fc.Arbitrary<MotionDemand> = fc.oneof(
  fc.record({
    kind: fc.constant('ramp' as const),
    targetDeg: fc.double({ min: -60, max: 75, noNaN: true }),
    rates: fc.constant(PLANNED),
  }),
  fc.constant<MotionDemand>({ kind: 'return', targetDeg: 75, rates: EMERGENCY }),
  fc.constant<MotionDemand>({ kind: 'return', targetDeg: 0, rates: EMERGENCY }),
  fc.constant<MotionDemand>({ kind: 'jog', direction: 1, rateDegPerSec: 2 }),
  fc.constant<MotionDemand>({ kind: 'jog', direction: -1, rateDegPerSec: 2 }),
  fc.constant<MotionDemand>({ kind: 'stay' }),
);

describe('TrajectoryStepper', () => {
  it('moves its setpoint without a step in tilt or rate, within acceleration, jerk and range, however demands follow each other', () => {
    const sequence = fc.array(fc.tuple(anyDemand, fc.integer({ min: 1, max: 600 })), { minLength: 1, maxLength: 12 });
    const start = fc.double({ min: -60, max: 75, noNaN: true });
    fc.assert(
      fc.property(start, sequence, (tiltDeg, demands) => {
        const bench = new Bench(tiltDeg);
        let before = { tiltDeg, rateDegPerSec: 0, accelDegPerSec2: 0 };
        const worst = { accel: 0, accelStep: 0, rate: 0, rateStep: 0, tiltStep: 0, highest: tiltDeg };
        for (const [demand, ticks] of demands) {
          // A demand is an object of its own, as the machine makes them.
          const made = { ...demand };
          for (let tick = 0; tick < ticks; tick += 1) {
            const { kind, tiltDeg: nowDeg, rateDegPerSec: rate, accelDegPerSec2: accel } = bench.tick(made);
            if (kind !== 'moving') {
              before = { tiltDeg: nowDeg, rateDegPerSec: 0, accelDegPerSec2: 0 };
              continue;
            }
            const meanRate = (rate + before.rateDegPerSec) / 2;
            worst.accel = Math.max(worst.accel, Math.abs(accel));
            worst.accelStep = Math.max(worst.accelStep, Math.abs(accel - before.accelDegPerSec2));
            worst.rate = Math.max(worst.rate, Math.abs(rate));
            worst.rateStep = Math.max(worst.rateStep, Math.abs(rate - before.rateDegPerSec));
            worst.tiltStep = Math.max(worst.tiltStep, Math.abs(nowDeg - before.tiltDeg - meanRate * 0.01));
            worst.highest = Math.max(worst.highest, nowDeg);
            before = { tiltDeg: nowDeg, rateDegPerSec: rate, accelDegPerSec2: accel };
          }
        }
        expect(worst.accel).toBeLessThanOrEqual(accelDegPerSec2 + 1e-6);
        expect(worst.accelStep).toBeLessThanOrEqual(jerkDegPerSec3 * 0.01 + 1e-6);
        expect(worst.rate).toBeLessThanOrEqual(5 + 1e-6);
        expect(worst.rateStep).toBeLessThanOrEqual(accelDegPerSec2 * 0.01 + 1e-6);
        expect(worst.tiltStep).toBeLessThan(1e-4);
        expect(worst.highest).toBeLessThanOrEqual(76);
      }),
      { numRuns: 60 },
    );
  });

  it.each([-60, -30, -2, 0, 20])(
    'a return from rest at %i deg never goes down, keeps each rate to its place, and arrives',
    (tiltDeg) => {
      const bench = new Bench(tiltDeg);
      const demand: MotionDemand = { kind: 'return', targetDeg: 75, rates: EMERGENCY };
      let arrivedDeg: number | null = null;
      let slowest = 0;
      let overItsPlace = Number.NEGATIVE_INFINITY;
      for (let tick = 0; tick < 6000 && arrivedDeg === null; tick += 1) {
        const setpoint = bench.tick(demand);
        slowest = Math.min(slowest, setpoint.rateDegPerSec);
        overItsPlace = Math.max(overItsPlace, setpoint.rateDegPerSec - (setpoint.tiltDeg > 0.01 ? 3 : 5));
        if (setpoint.arrived) arrivedDeg = setpoint.tiltDeg;
      }
      expect(bench.stepper.setpoint.returning).toBe(true);
      expect(slowest).toBeGreaterThan(-1e-9);
      expect(overItsPlace).toBeLessThan(1e-6);
      expect(arrivedDeg).toBeCloseTo(75, 3);
    },
  );

  it('turns a motion downward into the way up at its own acceleration', () => {
    const bench = new Bench(0);
    const jog: MotionDemand = { kind: 'jog', direction: -1, rateDegPerSec: 2 };
    for (let tick = 0; tick < 300; tick += 1) bench.tick(jog);
    const fromDeg = bench.estimate.tiltDeg;
    const demand: MotionDemand = { kind: 'return', targetDeg: 75, rates: EMERGENCY };
    let lowestDeg = fromDeg;
    for (let tick = 0; tick < 300; tick += 1) lowestDeg = Math.min(lowestDeg, bench.tick(demand).tiltDeg);
    expect(fromDeg).toBeLessThan(-3);
    // 2 deg/s is gone after 1 s at 2 deg/s2, and half a second for the jerk.
    expect(fromDeg - lowestDeg).toBeGreaterThan(0.9);
    expect(fromDeg - lowestDeg).toBeLessThan(2);
    expect(bench.untilArrived(demand, 60)).not.toBeNull();
  });

  it('says that it has arrived once, in one tick', () => {
    const bench = new Bench(-5);
    const demand: MotionDemand = { kind: 'ramp', targetDeg: 0, rates: PLANNED };
    expect(bench.untilArrived(demand, 20)).not.toBeNull();
    for (let tick = 0; tick < 500; tick += 1) expect(bench.tick(demand).arrived).toBe(false);
  });

  it('a return on the brake with nowhere to go has arrived at once', () => {
    const bench = new Bench(75);
    const setpoint = bench.tick({ kind: 'return', targetDeg: 75, rates: EMERGENCY });
    expect([setpoint.kind, setpoint.arrived]).toEqual(['standing', true]);
  });

  it('is off in the very tick of the demand, from any motion', () => {
    const bench = new Bench(-60);
    const demand: MotionDemand = { kind: 'return', targetDeg: 75, rates: EMERGENCY };
    for (let tick = 0; tick < 300; tick += 1) bench.tick(demand);
    expect(bench.stepper.setpoint.rateDegPerSec).toBeGreaterThan(3);
    const { kind, rateDegPerSec } = bench.tick({ kind: 'off' });
    expect([kind, rateDegPerSec]).toEqual(['off', 0]);
  });

  it('slows down to stand where it is told to stay, without a jerk, and reports no arrival', () => {
    const bench = new Bench(0);
    const jog: MotionDemand = { kind: 'jog', direction: -1, rateDegPerSec: 2 };
    for (let tick = 0; tick < 400; tick += 1) bench.tick(jog);
    const fromDeg = bench.estimate.tiltDeg;
    const stay: MotionDemand = { kind: 'stay' };
    let ticks = 0;
    while (bench.tick(stay).kind === 'moving') {
      expect(bench.stepper.setpoint.arrived).toBe(false);
      ticks += 1;
    }
    expect(ticks).toBeLessThan(200);
    expect(fromDeg - bench.estimate.tiltDeg).toBeLessThan(2);
  });

  it('waits with its plan for the brake: nothing moves in the first 80 ms', () => {
    const bench = new Bench(-30);
    const demand: MotionDemand = { kind: 'return', targetDeg: 75, rates: EMERGENCY };
    for (let tick = 0; tick < 8; tick += 1) expect(bench.tick(demand).tiltDeg).toBeCloseTo(-30, 6);
  });

  it('begins anew at the table when its angle is rebased in a motion', () => {
    const bench = new Bench(-30);
    const demand: MotionDemand = { kind: 'return', targetDeg: 75, rates: EMERGENCY };
    for (let tick = 0; tick < 300; tick += 1) bench.tick(demand);
    const rate = bench.stepper.setpoint.rateDegPerSec;
    bench.estimate.tiltDeg -= 8;
    bench.estimate.rebasedByDeg = -8;
    const expectedDeg = bench.estimate.tiltDeg;
    const setpoint = bench.tick(demand);
    bench.estimate.rebasedByDeg = 0;
    expect(setpoint.tiltDeg).toBeCloseTo(expectedDeg, 0);
    expect(setpoint.rateDegPerSec).toBeCloseTo(rate, 1);
    expect(bench.untilArrived(demand, 60)).not.toBeNull();
  });

  it('[H-13] ends a way up in doubt by the upright limit, and comes to rest from there', () => {
    const bench = new Bench(40);
    const demand: MotionDemand = { kind: 'return', targetDeg: 75, rates: EMERGENCY };
    bench.estimate.source = 'accelerometer';
    for (let tick = 0; tick < 400; tick += 1) bench.tick(demand);
    bench.estimate.potTiltDeg = 74.5;
    bench.estimate.inputs = INPUTS_AT_REST | INPUT.UPRIGHT_LIMIT;
    expect(bench.untilArrived(demand, 3)).not.toBeNull();
    expect(bench.stepper.setpoint.rateDegPerSec).toBeCloseTo(0, 1);
  });

  it('[H-47] is not ended by the upright limit while the followed angle is not in doubt', () => {
    const bench = new Bench(40);
    const demand: MotionDemand = { kind: 'return', targetDeg: 75, rates: EMERGENCY };
    Object.assign(bench.estimate, { inputs: INPUTS_AT_REST | INPUT.UPRIGHT_LIMIT });
    for (let tick = 0; tick < 300; tick += 1) {
      bench.estimate.accelTiltDeg = bench.estimate.tiltDeg;
      bench.tick(demand);
    }
    expect(bench.stepper.setpoint.rateDegPerSec).toBeCloseTo(3, 1);
  });

  it('[H-14] goes up blindly by a duty, arrives at the limit, and says so once', () => {
    const bench = new Bench(-30);
    const demand: MotionDemand = { kind: 'blind' };
    expect(bench.tick(demand).kind).toBe('blind');
    for (let tick = 0; tick < 10; tick += 1) bench.tick(demand);
    expect(bench.tick(demand).blindDuty).toBeGreaterThan(0);
    bench.estimate.inputs = INPUTS_AT_REST | INPUT.UPRIGHT_LIMIT;
    const { arrived, blindDuty } = bench.tick(demand);
    expect([arrived, blindDuty]).toEqual([true, 0]);
    expect(bench.tick(demand).arrived).toBe(false);
  });

  it('[H-14] gives up a blind return when its time is over', () => {
    const bench = new Bench(70);
    const demand: MotionDemand = { kind: 'blind' };
    let gaveUpAtS: number | null = null;
    for (let tick = 1; tick < 3000 && gaveUpAtS === null; tick += 1)
      if (bench.tick(demand).gaveUp) gaveUpAtS = tick / 100;
    expect(gaveUpAtS).toBeCloseTo(22.5, 0);
    expect(bench.tick(demand).blindDuty).toBe(0);
  });
});
