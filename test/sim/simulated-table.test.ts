import { describe, expect, it } from 'vitest';
import { SimulatedTable } from '../../sim/simulated-table.ts';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { INPUT } from '../../src/domain/inputs.ts';
import { moving, standing, TableDriver } from './table-driver.ts';

describe('SimulatedTable', () => {
  it('says the same of one moment however often it is asked, in the same record', () => {
    const table = new SimulatedTable();
    table.advance(10);
    const frame = table.read();
    const first = { ...frame };
    expect(table.read()).toBe(frame);
    expect({ ...table.read() }).toEqual(first);
    table.advance(10);
    expect(table.read().sequence).toBe(first.sequence + 1);
    expect(table.read().atMs).toBe(20);
  });

  it('is the same whether time passes in one stretch or in steps', () => {
    const whole = new TableDriver({ startTiltDeg: -30, seed: 4 });
    const pieces = new TableDriver({ startTiltDeg: -30, seed: 4 });
    for (const { table, command } of [whole, pieces]) table.write(Object.assign(command, moving(0.2)));
    whole.table.advance(1000);
    for (let step = 0; step < 500; step++) pieces.table.advance(2);
    expect(pieces.tiltDeg).toBe(whole.tiltDeg);
    expect(pieces.table.plantSteps).toBe(whole.table.plantSteps);
  });

  it('repeats itself from the same seed', () => {
    const run = (seed: number) => {
      const driver = new TableDriver({ seed, startTiltDeg: -40 }).drive(1000, moving(0.2)).silent(3000);
      return { ...driver.table.read(), tiltDeg: driver.tiltDeg };
    };
    expect(run(3)).toEqual(run(3));
    expect(run(3)).not.toEqual(run(4));
  });

  it('reports the limit switches and the duty at the pins', () => {
    const driver = new TableDriver({ startTiltDeg: 72 });
    expect(driver.table.inputs & INPUT.UPRIGHT_LIMIT).toBe(0);
    driver.drive(2500, moving(0.15));
    expect(driver.table.read().inputs & INPUT.UPRIGHT_LIMIT).toBeTruthy();
    expect(driver.table.read().appliedDuty).toBe(0.15);
    expect(driver.table.read().mode).toBe('leased');
  });

  it('has no accelerometer where none is configured', () => {
    const settings = { ...DEFAULT_SETTINGS, board: { ...DEFAULT_SETTINGS.board, hasAccelerometer: false } };
    const table = new SimulatedTable({ settings });
    table.advance(100);
    expect(table.facts.hasAccelerometer).toBe(false);
    expect(table.read().accelAtMs).toBe(Number.NEGATIVE_INFINITY);
  });

  it('closes upright with the brake on, elsewhere by handing over', async () => {
    const upright = new TableDriver().drive(100, moving(0));
    await expect(upright.table.close()).resolves.toBe('upright');
    expect(upright.table.board.mode).toBe('returned');
    const inverted = new TableDriver({ startTiltDeg: -30 }).drive(100, standing);
    await expect(inverted.table.close()).resolves.toBe('handed-over');
    inverted.untilMode('returned', 60_000);
    expect(inverted.tiltDeg).toBeGreaterThan(74);
  });

  it('refuses time that is no whole number of steps', () => {
    expect(() => new SimulatedTable().advance(3)).toThrow('2 ms');
  });
});
