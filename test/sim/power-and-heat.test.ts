import { describe, expect, it } from 'vitest';
import { Backlash } from '../../sim/backlash.ts';
import { MOTOR_HEAT, MotorHeat } from '../../sim/motor-heat.ts';
import { Plant } from '../../sim/plant.ts';
import { PowerSupply, RESERVE } from '../../sim/power-supply.ts';
import { RADIANS_PER_DEGREE } from '../../src/domain/units.ts';

const HOUR_MS = 3_600_000;

describe('PowerSupply', () => {
  it('sags with its load', () => {
    const supply = new PowerSupply();
    supply.draw(10, 10);
    expect(supply.volts).toBeCloseTo(23.5, 6);
    supply.draw(-10, 10);
    expect(supply.volts).toBe(24);
  });

  it('uses the reserve up by what is drawn from it, its voltage falling all the while', () => {
    const supply = new PowerSupply();
    supply.mainsLost = true;
    let before = Number.POSITIVE_INFINITY;
    const hours = RESERVE.capacityWh / RESERVE.standingW;
    for (let passed = 0; passed < hours * HOUR_MS * 0.99; passed += 60_000) {
      supply.draw(0, 60_000);
      expect(supply.volts).toBeLessThanOrEqual(before);
      before = supply.volts;
    }
    expect(supply.isDead).toBe(false);
    expect(supply.volts).toBeLessThan(18);
    supply.draw(0, 0.02 * hours * HOUR_MS);
    expect(supply.isDead).toBe(true);
    supply.draw(0, 10);
    expect(supply.volts).toBe(0);
  });

  it('makes the table slower on the reserve, and slower still on an old one', () => {
    const rates = [1, 0.05].map((share) => {
      const plant = new Plant({ startTiltDeg: -30 });
      plant.supply.mainsLost = true;
      plant.supply.chargeWh = RESERVE.capacityWh * share;
      plant.drive({ duty: 0.5, driveEnabled: true, brakeReleased: true });
      for (let cycle = 0; cycle < 300; cycle++) {
        plant.run(5);
        plant.follow(10);
      }
      return plant.rateDegPerSec;
    });
    expect(rates[0]).toBeLessThan(5 * 0.93);
    expect(rates[1]).toBeLessThan((rates[0] ?? 0) * 0.9);
  });
});

describe('MotorHeat', () => {
  it('settles at its rated current where its class allows, and opens its thermostat at the current limit', () => {
    const rated = new MotorHeat();
    const limit = new MotorHeat();
    for (let second = 0; second < 3600; second++) rated.pass(5, 1);
    expect(rated.temperatureC).toBeCloseTo(105, 0);
    let seconds = 0;
    for (; !limit.isCutOut && seconds < 3600; seconds++) limit.pass(12, 1);
    expect(seconds).toBeGreaterThan(60);
    expect(seconds).toBeLessThan(400);
    for (; limit.isCutOut; seconds++) limit.pass(0, 1);
    expect(limit.temperatureC).toBeLessThan(MOTOR_HEAT.closesC + 1);
  });

  it('takes torque from a hot motor', () => {
    const heat = new MotorHeat();
    expect(heat.torqueShare).toBe(1);
    heat.extraK = 100;
    expect(heat.torqueShare).toBeCloseTo(0.8, 6);
  });
});

describe('Backlash', () => {
  it('lets the table travel once by its width where the torque turns, and no further', () => {
    const play = new Backlash();
    const travelDeg = (pressingNm: number): number => {
      let travel = 0;
      for (let cycle = 0; cycle < 500; cycle++) travel += play.travelRad(pressingNm, 10);
      return travel / RADIANS_PER_DEGREE;
    };
    expect(travelDeg(50)).toBeCloseTo(-0.02, 6);
    expect(travelDeg(50)).toBe(0);
    expect(travelDeg(-50)).toBeCloseTo(0.04, 6);
    expect(travelDeg(50)).toBeCloseTo(-0.04, 6);
  });
});
