import { describe, expect, it } from 'vitest';
import type { HazardId, Reaction } from '../../src/domain/faults.ts';
import type { Check } from '../../src/safety/check.ts';
import { SafetyEvaluator } from '../../src/safety/evaluate-safety.ts';
import { TrustedSource } from '../../src/safety/trusted-source.ts';
import { estimateOf, safetyInputOf } from './table-fixtures.ts';

/** A check that says what it is told to. */
function switched(id: HazardId, reaction: Reaction): Check & { on: boolean } {
  const check = { id, reaction, on: false, present: (): boolean => check.on };
  return check;
}

const at = (nowMs: number) => safetyInputOf({ estimate: { nowMs } });

describe('SafetyEvaluator', () => {
  it('raises a fault once, and keeps it latched with its first time after it has gone', () => {
    const check = switched('H-20', 'RET');
    const safety = new SafetyEvaluator([check]);
    expect(safety.update(at(0)).raised).toEqual([]);
    check.on = true;
    expect(safety.update(at(10)).raised).toEqual([{ id: 'H-20', reaction: 'RET', atMs: 10 }]);
    expect(safety.update(at(20)).raised).toEqual([]);
    check.on = false;
    const verdict = safety.update(at(30));
    expect(verdict.faults).toEqual([{ id: 'H-20', reaction: 'RET', atMs: 10 }]);
    expect(verdict.returnDemanded).toBe(true);
  });

  it('raises a fault again when it comes again, and latches it once', () => {
    const check = switched('H-20', 'RET');
    const safety = new SafetyEvaluator([check]);
    for (const [tick, on] of [true, false, true].entries()) {
      check.on = on;
      safety.update(at(tick * 10));
    }
    expect(safety.verdict.raised).toHaveLength(1);
    expect(safety.verdict.faults).toHaveLength(1);
    expect(safety.verdict.faults[0]?.atMs).toBe(0);
  });

  it('lets go of a fault by an acknowledgement only once it has gone', () => {
    const check = switched('H-04', 'RET');
    const safety = new SafetyEvaluator([check]);
    check.on = true;
    safety.update(at(0));
    expect(safety.acknowledge().map(({ id }) => id)).toEqual(['H-04']);
    expect(safety.verdict.returnDemanded).toBe(true);
    check.on = false;
    safety.update(at(10));
    expect(safety.acknowledge()).toEqual([]);
    expect(safety.verdict.faults).toEqual([]);
    expect(safety.verdict.returnDemanded).toBe(false);
  });

  it('raises a fault that was acknowledged when it comes again', () => {
    const check = switched('H-04', 'RET');
    const safety = new SafetyEvaluator([check]);
    for (const on of [true, false]) {
      check.on = on;
      safety.update(at(0));
    }
    safety.acknowledge();
    check.on = true;
    expect(safety.update(at(50)).faults).toEqual([{ id: 'H-04', reaction: 'RET', atMs: 50 }]);
  });

  it('[H-19] asks for the brake only for as long as something is in the way', () => {
    const below = switched('H-18', 'STOP');
    const above = switched('H-19', 'STOP');
    const safety = new SafetyEvaluator([below, above]);
    above.on = true;
    expect(safety.update(at(0)).mustBrake).toBe(true);
    above.on = false;
    expect(safety.update(at(10)).mustBrake).toBe(false);
    expect(safety.verdict.returnDemanded).toBe(false);
  });

  it('[H-21] keeps the clamps lost until they are acknowledged closed', () => {
    const check = switched('H-21', 'STOP');
    const safety = new SafetyEvaluator([check]);
    check.on = true;
    expect(safety.update(at(0)).clampsLost).toBe(true);
    check.on = false;
    expect(safety.update(at(10)).clampsLost).toBe(true);
    safety.acknowledge();
    expect(safety.verdict.clampsLost).toBe(false);
  });

  it('[H-14] latches the loss of both sources once, and asks for the blind way up', () => {
    const check = switched('H-11', 'RET');
    const safety = new SafetyEvaluator([check]);
    check.on = true;
    const blind = (nowMs: number) => safetyInputOf({ estimate: { nowMs, accelPlausible: false } });
    for (let nowMs = 0; nowMs < 100; nowMs += 10) expect(safety.update(blind(nowMs)).trusted).toBe('accelerometer');
    expect(safety.update(blind(100)).trusted).toBe('none');
    expect(safety.verdict.raised).toEqual([{ id: 'H-14', reaction: 'BLIND', atMs: 100 }]);
    expect(safety.update(blind(110)).raised).toEqual([]);
  });

  it('goes back to the potentiometer after an acknowledgement, and not before', () => {
    const check = switched('H-11', 'RET');
    const safety = new SafetyEvaluator([check]);
    check.on = true;
    safety.update(at(0));
    check.on = false;
    expect(safety.update(at(10)).trusted).toBe('accelerometer');
    safety.acknowledge();
    expect(safety.update(at(20)).trusted).toBe('potentiometer');
  });

  it('does not go back to the potentiometer while another fault keeps the table locked', () => {
    const broken = switched('H-11', 'RET');
    const contact = switched('H-04', 'RET');
    const safety = new SafetyEvaluator([broken, contact]);
    broken.on = true;
    contact.on = true;
    safety.update(at(0));
    broken.on = false;
    safety.update(at(10));
    expect(safety.acknowledge().map(({ id }) => id)).toEqual(['H-04']);
    expect(safety.update(at(20)).trusted).toBe('accelerometer');
  });
});

describe('TrustedSource', () => {
  const askew = (potTiltDeg: number, accelTiltDeg: number) => estimateOf({ potTiltDeg, accelTiltDeg });

  it.each(['H-08', 'H-09', 'H-10', 'H-11'] as const)('[%s] goes to the accelerometer', (id) => {
    const trust = new TrustedSource();
    trust.faultRaised(id, estimateOf());
    expect(trust.update(estimateOf())).toBe('accelerometer');
  });

  it.each(['H-04', 'H-20', 'H-59'] as const)('[%s] stays with the potentiometer', (id) => {
    const trust = new TrustedSource();
    trust.faultRaised(id, estimateOf());
    expect(trust.update(estimateOf())).toBe('potentiometer');
  });

  it.each([
    ['the potentiometer', -40, -30, 'potentiometer'],
    ['the accelerometer', -30, -40, 'accelerometer'],
    ['the accelerometer, 19.9 deg apart', -30, -49.9, 'accelerometer'],
  ] as const)('[H-13] takes the more head-down of two that disagree: %s', (_, pot, accel, source) => {
    const trust = new TrustedSource();
    trust.faultRaised('H-13', askew(pot, accel));
    expect(trust.update(askew(pot, accel))).toBe(source);
  });

  it.each([
    [0, 20],
    [20, 0],
  ])('[H-13] takes neither of two that are 20 deg apart: %i and %i', (pot, accel) => {
    const trust = new TrustedSource();
    trust.faultRaised('H-13', askew(pot, accel));
    expect(trust.update(askew(pot, accel))).toBe('none');
  });

  it('[H-13] changes nothing once the potentiometer is known to be the wrong one', () => {
    const trust = new TrustedSource();
    trust.faultRaised('H-11', estimateOf());
    trust.faultRaised('H-13', askew(0, 40));
    expect(trust.update(estimateOf())).toBe('accelerometer');
  });

  it('[H-14] bears 90 ms without the accelerometer and no more, and then never trusts again by itself', () => {
    const trust = new TrustedSource();
    trust.faultRaised('H-11', estimateOf());
    const silent = (nowMs: number) => estimateOf({ nowMs, accelPlausible: false });
    for (let nowMs = 0; nowMs <= 90; nowMs += 10) expect(trust.update(silent(nowMs))).toBe('accelerometer');
    expect(trust.update(estimateOf({ nowMs: 100 }))).toBe('accelerometer');
    for (let nowMs = 110; nowMs <= 200; nowMs += 10) expect(trust.update(silent(nowMs))).toBe('accelerometer');
    expect(trust.update(silent(210))).toBe('none');
    expect(trust.update(estimateOf({ nowMs: 220 }))).toBe('none');
  });
});
