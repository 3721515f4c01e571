import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../src/domain/seeded-random.ts';
import { moving, standing, TableDriver } from './table-driver.ts';

/** From -60: 60 deg at 5 deg/s, 75 at 3, gathering speed and slowing down, the lease before it. */
const BOUND_MS = 45_000;

interface Scene {
  readonly seed: number;
  readonly startTiltDeg: number;
  readonly duty: number;
  readonly rider: { readonly massKg: number; readonly comCm: number };
  readonly factor: number;
}

function randomScene(seed: number): Scene {
  const random = new SeededRandom(seed);
  return {
    seed,
    startTiltDeg: random.between(-60, 60),
    duty: random.uniform() < 0.3 ? 0 : random.between(-0.2, 0.3),
    rider: { massKg: random.between(40, 150), comCm: random.between(-10, 10) },
    factor: random.between(0.7, 1.3),
  };
}

const SCENES = Array.from({ length: 20 }, (_, index) => randomScene(index + 1));

function driverFor({ seed, startTiltDeg, rider, factor }: Scene): TableDriver {
  const variation = { friction: factor, inertia: 2 - factor, motorTorque: 2 - factor, noise: factor };
  return new TableDriver({ seed, startTiltDeg, rider, variation });
}

describe('[H-26] the board brings the rider up by itself when its lease runs out', () => {
  it.each(SCENES)('from $startTiltDeg deg at duty $duty (seed $seed)', (scene) => {
    const driver = driverFor(scene).drive(600, scene.duty === 0 ? standing : moving(scene.duty));
    driver.untilMode('returned', BOUND_MS);
    expect(driver.table.board.mode).toBe('returned');
    driver.silent(500);
    expect(driver.tiltDeg).toBeGreaterThan(74);
    expect(driver.tiltDeg).toBeLessThan(75.5);
    expect(driver.table.plant.rateDegPerSec).toBe(0);
    expect(driver.maxRateDegPerSec).toBeLessThan(6);
    expect(driver.maxUpAboveHorizontal).toBeLessThan(4);
  });
});

const HOLDS = [-60, -40, -20, -10].flatMap((startTiltDeg) => [40, 85, 150].map((massKg) => ({ startTiltDeg, massKg })));
/** The table's play, and what an open brake gives before friction holds, deg. */
const SINKS_DEG = 0.05;

describe('[H-26] the board drives upward within 350 ms when its lease runs out in a hold', () => {
  it.each(HOLDS)('at $startTiltDeg deg with $massKg kg, and the table sinks no further', ({ startTiltDeg, massKg }) => {
    for (const comCm of [-10, 0, 10]) {
      const driver = new TableDriver({ startTiltDeg, rider: { massKg, comCm } }).drive(300, standing);
      const { outputs } = driver.table.board;
      const heldDeg = driver.tiltDeg;
      driver.silent(340, () => outputs.duty > 0);
      expect(outputs.duty).toBeGreaterThan(0);
      let lowestDeg = heldDeg;
      let leastDuty = outputs.duty;
      driver.silent(2000, () => {
        lowestDeg = Math.min(lowestDeg, driver.tiltDeg);
        leastDuty = Math.min(leastDuty, outputs.duty);
        return false;
      });
      expect(leastDuty).toBeGreaterThan(0);
      expect(lowestDeg).toBeGreaterThan(heldDeg - SINKS_DEG);
      expect(driver.tiltDeg).toBeGreaterThan(heldDeg + 0.5);
      expect(driver.maxAccelDegPerSec2).toBeLessThan(6);
    }
  });
});

describe('without an angle', () => {
  it('[H-14] comes up by duty alone to the upright switch', () => {
    const driver = new TableDriver({ startTiltDeg: -60 }).drive(100, standing);
    driver.buttons.inject('H-11:open');
    driver.untilMode('returned', 120_000).silent(500);
    expect(driver.table.board.mode).toBe('returned');
    expect(driver.tiltDeg).toBeGreaterThan(73.9);
    expect(driver.maxRateDegPerSec).toBeLessThan(6);
  });

  it('[H-15] with the motor the wrong way round reverses once, at the inverted limit, and leaves it', () => {
    const driver = new TableDriver({ startTiltDeg: -58 }).drive(100, standing);
    driver.buttons.inject('H-15');
    driver.untilMode('returned', 150_000).silent(500);
    expect(driver.table.board.mode).toBe('returned');
    expect(driver.tiltDeg).toBeGreaterThan(73.9);
    expect(driver.maxRateDegPerSec).toBeLessThan(8);
  });

  it('[H-08] finds out that a stuck angle does not follow, and goes on by duty', () => {
    const driver = new TableDriver({ startTiltDeg: -60 }).drive(100, standing);
    driver.buttons.inject('H-08');
    driver.untilMode('returned', 120_000).silent(500);
    expect(driver.tiltDeg).toBeGreaterThan(73.9);
    expect(driver.maxRateDegPerSec).toBeLessThan(8);
  });

  it('gives up within its time when neither angle nor switch says upright', () => {
    const driver = new TableDriver({ startTiltDeg: 20 }).drive(100, standing);
    driver.buttons.inject('H-11:open');
    driver.buttons.inject('H-46');
    driver.untilMode('off', 150_000);
    expect(driver.table.board.mode).toBe('off');
    expect(driver.table.board.outputs).toEqual({ duty: 0, driveEnabled: false, brakeReleased: false });
    expect(driver.tiltDeg).toBeGreaterThan(74);
  });
});

describe('[H-19] something in the way up', () => {
  it('backs off, tries twice more with less, then holds; a held UP tries again', () => {
    const driver = new TableDriver({ startTiltDeg: -40 }).drive(100, standing);
    driver.buttons.inject('H-19');
    const wallDeg = driver.tiltDeg + 0.2;
    let highest = -90;
    driver.silent(60_000, () => {
      highest = Math.max(highest, driver.tiltDeg);
      return driver.table.board.mode === 'off';
    });
    expect(driver.table.board.mode).toBe('off');
    expect(highest).toBeLessThan(wallDeg + 1.5);
    driver.buttons.clear('H-19');
    driver.silent(3000);
    expect(driver.tiltDeg).toBeLessThan(-35);
    driver.buttons.press('UP', 20_000);
    driver.silent(20_000);
    expect(driver.tiltDeg).toBeGreaterThan(-10);
  });

  it('goes on by itself once the way is free again', () => {
    const driver = new TableDriver({ startTiltDeg: -40 }).drive(100, standing);
    driver.buttons.inject('H-19');
    driver.silent(3000);
    driver.buttons.clear('H-19');
    driver.untilMode('returned', 60_000);
    expect(driver.tiltDeg).toBeGreaterThan(74);
  });
});
