import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Interlock, type InterlockInput } from '../../src/actuation/interlock.ts';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { INPUT, INPUTS_AT_REST } from '../../src/domain/inputs.ts';
import { estimateOf, verdictOf } from '../safety/table-fixtures.ts';

function inputOf(said: Partial<InterlockInput> = {}): InterlockInput {
  return {
    estimate: estimateOf({ tiltDeg: 0 }),
    verdict: verdictOf(),
    duty: 0.2,
    brakeReleased: true,
    driveEnabled: true,
    driving: false,
    sessionOpen: true,
    person: false,
    alarm: 'none',
    ...said,
  };
}

const dutyOf = (said: Partial<InterlockInput>): number => new Interlock(DEFAULT_SETTINGS).apply(inputOf(said)).duty;

const anyInput = fc
  .record({
    tiltDeg: fc.double({ min: -95, max: 95, noNaN: true }),
    inputs: fc.integer({ min: 0, max: 0x1fff }),
    source: fc.constantFrom('potentiometer' as const, 'accelerometer' as const, 'none' as const),
    mustBrake: fc.boolean(),
    duty: fc.oneof(
      fc.double({ min: -1.5, max: 1.5, noNaN: true }),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
    ),
    brakeReleased: fc.boolean(),
    driveEnabled: fc.boolean(),
  })
  .map(({ tiltDeg, inputs, source, mustBrake, ...rest }) =>
    inputOf({ ...rest, estimate: estimateOf({ tiltDeg, inputs, source }), verdict: verdictOf({ mustBrake }) }),
  );

describe('Interlock', () => {
  it('only ever takes away: no duty grows or turns, no brake is released, no drive is switched on', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const command = new Interlock(DEFAULT_SETTINGS).apply(input);
        expect(Number.isFinite(command.duty)).toBe(true);
        expect(Math.abs(command.duty)).toBeLessThanOrEqual(
          Number.isNaN(input.duty) ? 0 : Math.min(1, Math.abs(input.duty)),
        );
        if (command.duty !== 0) expect(Math.sign(command.duty)).toBe(Math.sign(input.duty));
        if (command.brakeReleased) expect(input.brakeReleased).toBe(true);
        if (command.driveEnabled) expect(input.driveEnabled).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('while it drives, a duty changes by at most 0.005 a tick and never beyond what is asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 60 }), (duties) => {
        const interlock = new Interlock(DEFAULT_SETTINGS);
        let before = 0;
        for (const duty of duties) {
          const command = interlock.apply(inputOf({ duty, driving: true })).duty;
          expect(Math.abs(command - before)).toBeLessThanOrEqual(0.005 + 1e-12);
          expect(command).toBeGreaterThanOrEqual(Math.min(duty, before) - 1e-12);
          expect(command).toBeLessThanOrEqual(Math.max(duty, before) + 1e-12);
          before = command;
        }
      }),
    );
  });

  it.each([
    ['both E-STOP channels open', { estimate: estimateOf({ tiltDeg: 0, inputs: INPUTS_AT_REST & ~3 }) }],
    ['a duty that is no number', { duty: Number.NaN }],
    ['an infinite duty', { duty: Number.POSITIVE_INFINITY }],
  ])('takes drive and brake at once by %s, even in a motion', (_, said) => {
    const interlock = new Interlock(DEFAULT_SETTINGS);
    for (let tick = 0; tick < 50; tick += 1) interlock.apply(inputOf({ driving: true }));
    expect(interlock.command.duty).toBeGreaterThan(0.1);
    const { duty, driveEnabled, brakeReleased } = interlock.apply(inputOf({ driving: true, ...said }));
    expect([duty, driveEnabled, brakeReleased]).toEqual([0, false, false]);
  });

  it('takes the torque at something in the way, and leaves the low sides on until the brake has closed', () => {
    const interlock = new Interlock(DEFAULT_SETTINGS);
    for (let tick = 0; tick < 50; tick += 1) interlock.apply(inputOf({ driving: true }));
    const obstructed = inputOf({ driving: true, verdict: verdictOf({ mustBrake: true }) });
    const { duty, driveEnabled, brakeReleased } = interlock.apply(obstructed);
    expect([duty, driveEnabled, brakeReleased]).toEqual([0, true, false]);
  });

  it.each([
    ['up beyond upright', 76.6, 0.3, 0],
    ['down beyond upright', 76.6, -0.3, -0.3],
    ['up just within', 76.4, 0.3, 0.3],
    ['down beyond the range', -61.1, -0.3, 0],
    ['up beyond the range', -61.1, 0.3, 0.3],
    ['down just within', -60.9, -0.3, -0.3],
  ])('at the ends of the range: %s', (_, tiltDeg, duty, passed) => {
    expect(dutyOf({ estimate: estimateOf({ tiltDeg }), duty })).toBe(passed);
  });

  it('goes no further down on the inverted limit, whatever the angle says', () => {
    const inputs = INPUTS_AT_REST | INPUT.INVERTED_LIMIT;
    for (const source of ['potentiometer', 'accelerometer', 'none'] as const) {
      expect(dutyOf({ estimate: estimateOf({ tiltDeg: 0, inputs, source }), duty: -0.2 })).toBe(0);
      expect(dutyOf({ estimate: estimateOf({ tiltDeg: 0, inputs, source }), duty: 0.2 })).toBe(0.2);
    }
  });

  it('[H-47] lets a rider up with the upright limit wrongly closed, and heeds it only without an angle', () => {
    const inputs = INPUTS_AT_REST | INPUT.UPRIGHT_LIMIT;
    expect(dutyOf({ estimate: estimateOf({ tiltDeg: -60, inputs }) })).toBe(0.2);
    expect(dutyOf({ estimate: estimateOf({ tiltDeg: -60, inputs, source: 'none' }) })).toBe(0);
  });

  it('gives no duty to a drive that is off', () => {
    expect(dutyOf({ driveEnabled: false })).toBe(0);
  });
});
