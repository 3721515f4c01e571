import { describe, expect, it } from 'vitest';
import { standing, TableDriver } from './table-driver.ts';

const STILL_DEG = 0.05;

/** The board is alone, and on its way back from what was in its way, which is then gone. */
function backingOff(): TableDriver {
  const driver = new TableDriver({ startTiltDeg: -30 }).drive(300, standing);
  driver.buttons.inject('H-19');
  const isBacking = () => driver.table.board.outputs.duty < -0.05;
  driver.silent(20_000, isBacking).silent(200);
  expect(driver.table.plant.rateDegPerSec).toBeLessThan(-0.3);
  driver.buttons.clear('H-19');
  return driver;
}

function comesUpOnly(driver: TableDriver): void {
  const heldDeg = driver.tiltDeg;
  let lowestDeg = heldDeg;
  driver.silent(90_000, () => {
    lowestDeg = Math.min(lowestDeg, driver.tiltDeg);
    return driver.table.board.mode === 'returned';
  });
  expect(lowestDeg).toBeGreaterThan(heldDeg - STILL_DEG);
  expect(driver.tiltDeg).toBeGreaterThan(74);
}

/** As the firmware's own tests in boards/arduino/test/back-off.test.cpp. */
describe('a way back from an obstruction', () => {
  it.each(['RETURN', 'UP'] as const)('[H-07] ends at E-STOP: %s then only leads up', (button) => {
    const driver = backingOff();
    driver.buttons.press('ESTOP', null);
    driver.silent(2000);
    driver.buttons.release('ESTOP');
    driver.silent(3000);
    driver.buttons.press(button, button === 'UP' ? null : 200);
    comesUpOnly(driver);
  });

  it('[H-21] ends where the clamps open: a held UP then only leads up', () => {
    const driver = backingOff();
    driver.buttons.inject('H-21:both');
    driver.silent(3000);
    driver.buttons.press('UP', null);
    comesUpOnly(driver);
  });

  it('[H-06] ends where a channel of E-STOP opens: RETURN then only leads up', () => {
    const driver = backingOff();
    driver.buttons.inject('H-06:a');
    driver.silent(3000);
    driver.buttons.press('RETURN', 200);
    comesUpOnly(driver);
  });
});
