import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { E_STOP_CLOSED, INPUT, INPUTS_AT_REST } from '../../src/domain/inputs.ts';
import { type Setpoint, standingSetpoint } from '../../src/domain/setpoint.ts';
import type { FallbackHold } from '../../src/returning/fallback-hold.ts';
import { FallbackReturn } from '../../src/returning/fallback-return.ts';
import { estimateOf } from '../safety/table-fixtures.ts';

const { rates, uprightDeg } = DEFAULT_SETTINGS.table;
const LATCH_OPEN = INPUTS_AT_REST & ~(INPUT.CLAMP_A_CLOSED | INPUT.CLAMP_B_CLOSED);
const E_STOP_IN = INPUTS_AT_REST & ~E_STOP_CLOSED;
const RETURN_DOWN = INPUTS_AT_REST | INPUT.RETURN_MADE;

/** A table that goes where its setpoint goes, unless it is held. */
class Table {
  readonly way = new FallbackReturn(DEFAULT_SETTINGS);
  tiltDeg: number;
  readonly rates: number[] = [];
  readonly tilts: number[] = [];
  #nowMs = 0;

  constructor(tiltDeg: number, moving: Partial<Setpoint> = {}, hold: FallbackHold = 'nothing') {
    this.tiltDeg = tiltDeg;
    this.way.begin({ ...standingSetpoint(), tiltDeg, ...moving }, hold);
  }

  run(seconds: number, { inputs = INPUTS_AT_REST, held = false } = {}): Setpoint {
    for (let tick = 0; tick < seconds * 100; tick += 1) {
      const { tiltDeg } = this;
      const limit = tiltDeg > 74 ? INPUT.UPRIGHT_LIMIT : 0;
      this.#nowMs += 10;
      const setpoint = this.way.step(estimateOf({ nowMs: this.#nowMs, tiltDeg, inputs: inputs | limit }));
      this.rates.push(setpoint.rateDegPerSec);
      if (setpoint.kind === 'moving' && !held) this.tiltDeg = setpoint.tiltDeg;
      this.tilts.push(this.tiltDeg);
    }
    return this.way.setpoint;
  }
}

describe('FallbackReturn', () => {
  it('[H-28] ends upright from any tilt and rate within 60 s, smoothly and within the rates of its place', () => {
    const start = fc.record({
      tiltDeg: fc.double({ min: -62, max: 75, noNaN: true }),
      rateDegPerSec: fc.double({ min: -4, max: 5, noNaN: true }),
    });
    fc.assert(
      fc.property(start, ({ tiltDeg, rateDegPerSec }) => {
        const table = new Table(tiltDeg, { kind: 'moving', rateDegPerSec });
        const { kind } = table.run(60);
        expect(kind).toBe('standing');
        expect(table.way.done).toBe(true);
        expect(Math.abs(table.tiltDeg - uprightDeg)).toBeLessThan(4);
        let before = rateDegPerSec;
        let steepest = 0;
        for (const rate of table.rates) {
          // Its last hundredths of a degree a second end on the brake.
          if (rate !== 0) steepest = Math.max(steepest, Math.abs(rate - before));
          before = rate;
        }
        expect(steepest).toBeLessThanOrEqual(rates.accelDegPerSec2 * 0.01 + 1e-9);
        expect(Math.max(...table.rates)).toBeLessThanOrEqual(Math.max(rates.emergencyDegPerSec, rateDegPerSec) + 1e-9);
      }),
    );
  });

  it('[H-28] is down to the emergency head-up rate where it passes horizontal', () => {
    const table = new Table(-60);
    table.run(60);
    const aboveHorizontal = table.rates.filter((_, index) => (table.tilts[index] ?? 0) > 0.1);
    expect(Math.max(...aboveHorizontal)).toBeLessThanOrEqual(rates.emergencyHeadUpDegPerSec + 0.05);
    expect(Math.max(...table.rates)).toBeCloseTo(rates.emergencyDegPerSec, 1);
  });

  it('[H-05] is off at once by E-STOP, and [H-07] its release moves nothing before RETURN or UP', () => {
    const table = new Table(-30);
    table.run(2);
    expect(table.run(0.01, { inputs: E_STOP_IN }).kind).toBe('off');
    expect(table.run(20).kind).toBe('off');
    expect(table.run(0.01, { inputs: RETURN_DOWN }).kind).toBe('moving');
    expect(table.run(60).kind).toBe('standing');
    expect(table.tiltDeg).toBeGreaterThan(74);
  });

  it('[H-21] slows to rest with the latch open head-down, and rises by a hand on UP only, at the rate of a ramp', () => {
    const table = new Table(-30);
    table.run(3);
    const atDeg = table.tiltDeg;
    const { kind } = table.run(5, { inputs: LATCH_OPEN });
    expect(kind).toBe('standing');
    expect(table.tiltDeg - atDeg).toBeLessThan(7);
    const restsAtDeg = table.tiltDeg;
    table.run(5, { inputs: LATCH_OPEN });
    expect(table.tiltDeg).toBe(restsAtDeg);
    const before = table.rates.length;
    table.run(2, { inputs: LATCH_OPEN | INPUT.UP });
    expect(table.tiltDeg).toBeGreaterThan(restsAtDeg + 1);
    expect(Math.max(...table.rates.slice(before))).toBeLessThanOrEqual(rates.rampDegPerSec);
  });

  it('goes on with an open latch above horizontal', () => {
    const table = new Table(20);
    table.run(40, { inputs: LATCH_OPEN });
    expect(table.way.done).toBe(true);
    expect(table.tiltDeg).toBeGreaterThan(74);
  });

  it('[H-28] [H-19] gives up within 3 s where the table does not follow, with the drive off, and does not push again', () => {
    const table = new Table(-60);
    const { kind } = table.run(3, { held: true });
    expect(kind).toBe('off');
    expect(table.way.gaveUp).toBe(true);
    expect(table.way.done).toBe(false);
    expect(table.run(60, { held: true }).kind).toBe('off');
    expect(table.tiltDeg).toBe(-60);
  });

  it('[H-28] [H-19] gives up 50 ms after it began to push with more current than any rider asks of the drive', () => {
    const way = new FallbackReturn(DEFAULT_SETTINGS);
    way.begin({ ...standingSetpoint(), tiltDeg: -30 });
    const pushing = (nowMs: number) => way.step(estimateOf({ nowMs, tiltDeg: -30, currentAmps: 11.5 })).kind;
    expect([0, 10, 20, 30, 40, 50].map(pushing)).toEqual(['moving', 'moving', 'moving', 'moving', 'moving', 'moving']);
    expect(pushing(60)).toBe('off');
    expect(way.gaveUp).toBe(true);
  });

  it('[H-28] [H-05] stays where E-STOP has held the table before the throw, until RETURN', () => {
    const table = new Table(-30, {}, 'until-asked');
    expect(table.run(20).kind).toBe('off');
    expect(table.tiltDeg).toBe(-30);
    table.run(0.01, { inputs: RETURN_DOWN });
    table.run(60);
    expect(table.tiltDeg).toBeGreaterThan(74);
  });

  it('[H-28] [H-06] stops where one channel of the E-STOP opens, and goes on slowly once asked after 2 s', () => {
    const table = new Table(-30);
    table.run(2);
    const oneOpen = INPUTS_AT_REST & ~INPUT.E_STOP_A_CLOSED;
    expect(table.run(0.1, { inputs: oneOpen }).kind).toBe('off');
    const atDeg = table.tiltDeg;
    table.run(1.5, { inputs: oneOpen | INPUT.RETURN_MADE });
    expect(table.tiltDeg).toBe(atDeg);
    table.run(10, { inputs: oneOpen });
    expect(table.tiltDeg).toBe(atDeg);
    table.run(0.1, { inputs: oneOpen | INPUT.RETURN_MADE });
    const before = table.rates.length;
    table.run(60, { inputs: oneOpen });
    expect(Math.max(...table.rates.slice(before))).toBeLessThanOrEqual(rates.rampDegPerSec);
    expect(table.tiltDeg).toBeGreaterThan(74);
  });

  it('[H-28] [H-17] is moved by a hand on UP only where the drive was at fault, and each press pushes in vain once', () => {
    const table = new Table(-30, {}, 'but-by-hand');
    expect(table.run(20, { inputs: RETURN_DOWN }).kind).toBe('standing');
    table.run(2, { inputs: INPUTS_AT_REST | INPUT.UP });
    expect(table.tiltDeg).toBeGreaterThan(-29);
    table.run(2);
    const atDeg = table.tiltDeg;
    expect(table.run(10, { inputs: INPUTS_AT_REST | INPUT.UP, held: true }).kind).toBe('off');
    expect(table.run(1).kind).toBe('standing');
    expect(table.tiltDeg).toBe(atDeg);
    expect(table.run(1, { inputs: INPUTS_AT_REST | INPUT.UP }).kind).toBe('moving');
  });

  it('[H-28] has not arrived while the table hangs 2 deg behind the end of its way', () => {
    const way = new FallbackReturn(DEFAULT_SETTINGS);
    way.begin({ ...standingSetpoint(), tiltDeg: 60 });
    let tiltDeg = 60;
    for (let tick = 0; tick < 1500; tick += 1) tiltDeg = way.step(estimateOf({ tiltDeg })).tiltDeg - 2;
    expect(way.setpoint.tiltDeg).toBeCloseTo(uprightDeg, 0);
    expect(way.done).toBe(false);
    expect(way.step(estimateOf({ tiltDeg: 74.5 })).kind).toBe('standing');
    expect(way.done).toBe(true);
  });

  it('ends by the upright limit where the followed angle is stuck and the other source is up', () => {
    const way = new FallbackReturn(DEFAULT_SETTINGS);
    way.begin({ ...standingSetpoint(), tiltDeg: -30 });
    const stuck = { tiltDeg: -30, accelTiltDeg: 74.5, inputs: INPUTS_AT_REST | INPUT.UPRIGHT_LIMIT };
    expect(way.step(estimateOf(stuck)).kind).toBe('standing');
    expect(way.done).toBe(true);
  });

  it('[H-08] ends by the upright limit wherever the upright end is', () => {
    const way = new FallbackReturn({ ...DEFAULT_SETTINGS, table: { ...DEFAULT_SETTINGS.table, uprightDeg: 60 } });
    way.begin({ ...standingSetpoint(), tiltDeg: -30 });
    const stuck = { tiltDeg: -30, accelTiltDeg: 59.5, inputs: INPUTS_AT_REST | INPUT.UPRIGHT_LIMIT };
    expect(way.step(estimateOf({ ...stuck, accelTiltDeg: 54 })).kind).toBe('moving');
    expect(way.step(estimateOf(stuck)).kind).toBe('standing');
    expect(way.done).toBe(true);
  });

  it('[H-47] is not ended by a limit that is wrongly closed', () => {
    const way = new FallbackReturn(DEFAULT_SETTINGS);
    way.begin({ ...standingSetpoint(), tiltDeg: -30 });
    expect(way.step(estimateOf({ tiltDeg: -30, inputs: INPUTS_AT_REST | INPUT.UPRIGHT_LIMIT })).kind).toBe('moving');
  });

  it('stays where it has arrived, for good', () => {
    const table = new Table(70);
    table.run(20);
    expect(table.run(5, { inputs: RETURN_DOWN }).kind).toBe('standing');
  });
});
