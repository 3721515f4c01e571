import { describe, expect, it } from 'vitest';
import { moving, standing, TableDriver } from './table-driver.ts';

const SLIPS_MS = 6100;

function slip(driver: TableDriver, forMs = SLIPS_MS): TableDriver {
  driver.buttons.inject('H-10:slips-up');
  return driver.drive(forMs, standing);
}

function slipped(startTiltDeg: number): TableDriver {
  return slip(new TableDriver({ startTiltDeg }).drive(300, standing));
}

/** As the firmware's own tests in boards/arduino/test/slipped-angle.test.cpp. */
describe('an angle beyond upright', () => {
  it('[H-10] with the limit open keeps no host from bringing the rider up to the limit, where nothing goes on', () => {
    const driver = slipped(-20).drive(60_000, moving(0.3));
    expect(driver.table.board.mode).toBe('leased');
    expect(driver.tiltDeg).toBeGreaterThan(73);
  });

  it('[H-10] with the limit open is none to a board alone, which comes up to the limit by duty', () => {
    const driver = slipped(-20).untilMode('returned', 160_000).silent(500);
    expect(driver.table.board.mode).toBe('returned');
    expect(driver.tiltDeg).toBeGreaterThan(73);
    expect(driver.tiltDeg).toBeLessThan(75.5);
    expect(driver.maxRateDegPerSec).toBeLessThan(6);
  });

  it('[H-47] with a limit that was closed far from upright is none', () => {
    const driver = new TableDriver({ startTiltDeg: -20 }).drive(300, standing);
    driver.buttons.inject('H-47');
    driver.drive(300, standing);
    slip(driver).drive(10_000, moving(0.3));
    expect(driver.tiltDeg).toBeGreaterThan(-5);
    driver.silent(160_000);
    expect(driver.tiltDeg).toBeGreaterThan(73);
    expect(driver.table.board.outputs.brakeReleased).toBe(false);
  });

  it('is driven no further where the limit is closed too, but by a hand on UP', () => {
    const driver = new TableDriver({ startTiltDeg: 74.5 }).drive(300, standing);
    slip(driver, 500).drive(500, moving(0.3));
    expect(driver.table.board.outputs.duty).toBe(0);
    driver.buttons.press('UP', null);
    driver.drive(700, moving(0.3));
    expect(driver.table.board.outputs.duty).toBeGreaterThan(0.25);
  });

  it('[H-46] past upright with a limit that never closes ends against the stop, brake on', () => {
    const driver = new TableDriver({ startTiltDeg: 74.5 });
    driver.buttons.inject('H-46');
    driver.drive(300, standing);
    slip(driver, 2000).silent(60_000);
    expect(driver.table.board.mode).toBe('off');
    expect(driver.tiltDeg).toBeLessThan(driver.table.plant.ends.uprightStopDeg + 0.5);
    expect(driver.table.board.outputs.brakeReleased).toBe(false);
  });
});
