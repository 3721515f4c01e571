import { describe, expect, it } from 'vitest';
import { moving, standing, TableDriver } from './table-driver.ts';

const OFF = { duty: 0, driveEnabled: false, brakeReleased: false };

function held(startTiltDeg = -50): TableDriver {
  return new TableDriver({ startTiltDeg }).drive(300, standing);
}

describe('the lease', () => {
  it('moves nothing before the first command, however long', () => {
    const driver = new TableDriver({ startTiltDeg: -30 }).silent(2000);
    expect(driver.table.board.mode).toBe('idle');
    expect(driver.tiltDeg).toBeCloseTo(-30, 9);
  });

  it('ends 250 ms after the last command, not before', () => {
    const driver = held();
    driver.silent(230);
    expect(driver.table.board.mode).toBe('leased');
    driver.silent(40);
    expect(driver.table.board.mode).toBe('returning');
  });

  it('[H-44] hears no host until a new session begins upright', () => {
    const driver = held().silent(500);
    driver.drive(200, { ...moving(-0.3), sessionOpen: true });
    expect(driver.table.board.mode).toBe('returning');
    driver.untilMode('returned', 60_000);
    driver.drive(500, { ...moving(-0.3), sessionOpen: true });
    expect(driver.tiltDeg).toBeGreaterThan(74);
    expect(driver.table.board.mode).toBe('returned');
    driver.drive(20, { ...standing, sessionOpen: false });
    expect(driver.table.board.mode).toBe('leased');
  });

  it('[H-44] upright again, hears no host that still wants to move', () => {
    const driver = held().silent(500).untilMode('returned', 60_000).silent(200);
    const uprightDeg = driver.tiltDeg;
    driver.drive(500, { ...moving(0.5), sessionOpen: false });
    driver.drive(500, { ...moving(0.5), brakeReleased: false });
    expect(driver.table.board.mode).toBe('returned');
    expect(driver.tiltDeg).toBe(uprightDeg);
    driver.drive(20, standing);
    expect(driver.table.board.mode).toBe('leased');
  });

  it('upright, turns drive and brake off and stays there', () => {
    const driver = new TableDriver().drive(100, moving(0)).silent(400);
    expect(driver.table.board.mode).toBe('returned');
    expect(driver.table.board.outputs).toEqual(OFF);
  });

  it('[H-26] just below upright and on the way down, leaves the rider where a new lease is given', () => {
    for (let downMs = 100; downMs <= 1500; downMs += 20) {
      const driver = new TableDriver().drive(100, moving(0));
      for (let ms = 0; ms < downMs; ms += 10) driver.drive(10, moving(-ms * 2e-4));
      driver.silent(400).untilMode('returned', 20_000).silent(1000);
      expect(driver.tiltDeg, `after ${downMs} ms`).toBeGreaterThan(74.6);
      driver.drive(20, { ...standing, sessionOpen: false });
      expect(driver.table.board.mode, `after ${downMs} ms`).toBe('leased');
    }
  });

  it('takes a duty that is no number for none', () => {
    const driver = held().drive(500, moving(Number.NaN));
    expect(driver.table.board.outputs.duty).toBe(0);
    expect(Math.abs(driver.tiltDeg + 50)).toBeLessThan(0.5);
  });
});

describe('E-STOP before everything', () => {
  it('[H-05] cuts the drive at once, whatever the host writes', () => {
    const driver = held().drive(1000, moving(0.3));
    driver.buttons.press('ESTOP', null);
    expect(driver.table.board.outputs).toEqual(OFF);
    driver.drive(200, moving(0.3));
    const stoppedDeg = driver.tiltDeg;
    driver.drive(2000, moving(0.3));
    expect(driver.tiltDeg).toBe(stoppedDeg);
  });

  it('[H-07] stays latched after the release until RETURN, and never goes down again from there', () => {
    const driver = held();
    driver.buttons.press('ESTOP', null);
    driver.drive(100, moving(0.2));
    driver.buttons.release('ESTOP');
    const stoppedDeg = driver.tiltDeg;
    driver.drive(1000, moving(0.2));
    expect(driver.tiltDeg).toBe(stoppedDeg);
    driver.buttons.press('RETURN', 200);
    driver.drive(1000, moving(-0.2));
    expect(driver.tiltDeg).toBeGreaterThan(stoppedDeg - 0.5);
    driver.drive(1000, moving(0.2));
    expect(driver.tiltDeg).toBeGreaterThan(stoppedDeg + 0.5);
  });

  it('stops the board on its own way up; RETURN takes it up again, UP only while it is held', () => {
    const driver = held().silent(3000);
    driver.buttons.press('ESTOP', null);
    driver.silent(300);
    const stoppedDeg = driver.tiltDeg;
    driver.buttons.release('ESTOP');
    driver.silent(3000);
    expect(driver.tiltDeg).toBe(stoppedDeg);
    expect(driver.table.board.mode).toBe('off');
    driver.buttons.press('UP', 2000);
    driver.silent(4000);
    const jogged = driver.tiltDeg;
    expect(jogged).toBeGreaterThan(stoppedDeg + 1);
    driver.silent(1000);
    expect(driver.tiltDeg).toBe(jogged);
    driver.buttons.press('RETURN', 200);
    driver.untilMode('returned', 60_000);
    expect(driver.tiltDeg).toBeGreaterThan(74);
  });

  it('[H-07] moves nothing where RETURN is still held as E-STOP is released; a new press does', () => {
    const driver = held().silent(3000);
    driver.buttons.press('ESTOP', null);
    driver.buttons.press('RETURN', null);
    driver.silent(500);
    const stoppedDeg = driver.tiltDeg;
    driver.buttons.release('ESTOP');
    driver.silent(3000);
    expect(driver.tiltDeg).toBe(stoppedDeg);
    driver.buttons.release('RETURN');
    driver.silent(1000);
    expect(driver.tiltDeg).toBe(stoppedDeg);
    driver.buttons.press('RETURN', 200);
    driver.untilMode('returned', 60_000);
    expect(driver.tiltDeg).toBeGreaterThan(74);
  });

  it('[H-06] with one channel open, waits for RETURN after 2 s and then goes slowly', () => {
    const driver = held();
    driver.buttons.inject('H-06');
    driver.silent(1000);
    driver.buttons.press('RETURN', 200);
    driver.silent(4000);
    expect(Math.abs(driver.tiltDeg + 50)).toBeLessThan(0.5);
    driver.maxRateDegPerSec = 0;
    driver.buttons.press('RETURN', 200);
    driver.untilMode('returned', 90_000);
    expect(driver.tiltDeg).toBeGreaterThan(74);
    expect(driver.maxRateDegPerSec).toBeLessThan(3);
  });
});

describe('[H-21] clamps open head-down', () => {
  it('slows to a stop and holds; only a held UP moves', () => {
    const driver = held().silent(4000);
    driver.buttons.inject('H-21');
    driver.silent(4000);
    const stoppedDeg = driver.tiltDeg;
    driver.buttons.press('RETURN', 200);
    driver.silent(3000);
    expect(driver.tiltDeg).toBe(stoppedDeg);
    driver.buttons.press('UP', 3000);
    driver.silent(5000);
    expect(driver.tiltDeg).toBeGreaterThan(stoppedDeg + 2);
  });

  it('holds on where the table came to stand above -5 deg, for RETURN as for a reset', () => {
    const driver = held();
    driver.silent(30_000, () => driver.tiltDeg > -6.5);
    driver.buttons.inject('H-21');
    driver.silent(4000);
    const stoppedDeg = driver.tiltDeg;
    expect(stoppedDeg).toBeGreaterThan(-5);
    driver.buttons.press('RETURN', 200);
    driver.silent(3000);
    driver.table.resetBoard();
    driver.silent(4000);
    expect(driver.tiltDeg).toBe(stoppedDeg);
    driver.buttons.press('UP', 3000);
    driver.silent(5000);
    expect(driver.tiltDeg).toBeGreaterThan(stoppedDeg + 2);
  });
});

describe('RETURN that the host does not obey', () => {
  it('makes the board take over after 300 ms', () => {
    const driver = held();
    driver.buttons.press('RETURN', 200);
    driver.drive(280);
    expect(driver.table.board.mode).toBe('leased');
    driver.drive(50);
    expect(driver.table.board.mode).toBe('returning');
    driver.untilMode('returned', 60_000);
    expect(driver.tiltDeg).toBeGreaterThan(74);
  });

  it('does not when the host has begun to turn, slowly as it may be', () => {
    const driver = held().drive(1000, moving(-0.2));
    driver.buttons.press('RETURN', 200);
    for (let duty = -0.2; duty < 0.2; duty += 0.004) driver.drive(10, moving(duty));
    expect(driver.table.board.mode).toBe('leased');
  });

  it('does not outside a session, nor upright', () => {
    const driver = new TableDriver({ startTiltDeg: -30 }).drive(300, { ...standing, sessionOpen: false });
    driver.buttons.press('RETURN', 200);
    driver.drive(1000);
    expect(driver.table.board.mode).toBe('leased');
    const upright = new TableDriver().drive(300, standing);
    upright.buttons.press('RETURN', 200);
    upright.drive(1000);
    expect(upright.table.board.mode).toBe('leased');
  });
});

describe('the inverted switch', () => {
  it('gates the way down and leaves the way up free', () => {
    const driver = held(-62).drive(4000, moving(-0.2));
    expect(driver.tiltDeg).toBeGreaterThan(-63);
    expect(driver.table.read().appliedDuty).toBe(0);
    driver.drive(1500, moving(0.2));
    expect(driver.tiltDeg).toBeGreaterThan(-62);
  });
});

describe('a board that has given up', () => {
  it('[H-19] goes on only while UP is held, and stands where it is let go', () => {
    const driver = held(20);
    driver.buttons.inject('H-19');
    driver.silent(40_000);
    const heldAtDeg = driver.tiltDeg;
    driver.buttons.clear('H-19');
    driver.silent(3000);
    expect(driver.tiltDeg).toBe(heldAtDeg);
    driver.buttons.press('UP', 2000);
    driver.silent(5000);
    const joggedDeg = driver.tiltDeg;
    expect(joggedDeg).toBeGreaterThan(heldAtDeg + 1);
    expect(joggedDeg).toBeLessThan(heldAtDeg + 6);
    driver.silent(5000);
    expect(driver.tiltDeg).toBe(joggedDeg);
    driver.buttons.press('UP', null);
    driver.untilMode('returned', 60_000);
    expect(driver.tiltDeg).toBeGreaterThan(74);
  });
});

describe('[H-33] a reset of the board', () => {
  it('in a session: a new boot id, and the board comes up by itself', () => {
    const driver = held();
    driver.buttons.inject('H-33');
    driver.drive(500, moving(-0.2));
    // The boot loader sends nothing.
    expect(driver.table.read().bootId).toBe(1);
    driver.drive(600, moving(-0.2));
    expect(driver.table.read().bootId).toBe(2);
    expect(driver.tiltDeg).toBeCloseTo(-50, 1);
    driver.untilMode('returned', 60_000);
    expect(driver.tiltDeg).toBeGreaterThan(74);
  });

  it('upright in a session: hears no host until a new session begins', () => {
    const driver = new TableDriver().drive(300, standing);
    driver.buttons.inject('H-33');
    driver.drive(3000, moving(-0.3));
    expect(driver.tiltDeg).toBeGreaterThan(74);
    driver.drive(20, { ...standing, sessionOpen: false });
    expect(driver.table.board.mode).toBe('leased');
  });

  it('outside a session: waits for its host', () => {
    const driver = new TableDriver({ startTiltDeg: -30 }).drive(300, { ...standing, sessionOpen: false });
    driver.buttons.inject('H-33');
    driver.silent(3000);
    expect(driver.tiltDeg).toBeCloseTo(-30, 1);
    expect(driver.table.board.mode).toBe('idle');
  });
});
