import { describe, expect, it } from 'vitest';
import { type GateSight, LastGate } from '../../../boards/raspberry-pi/last-gate.ts';
import { DEFAULT_SETTINGS } from '../../../src/config/settings.ts';
import { E_STOP_CLOSED, INPUT, INPUTS_AT_REST } from '../../../src/domain/inputs.ts';

const AT_REST: GateSight = { nowMs: 0, inputs: INPUTS_AT_REST, tiltDeg: -30, isUpright: false, mayGoDown: true };
const gate = () => new LastGate(DEFAULT_SETTINGS.table);
const driven = (duty: number) => ({ duty, driveEnabled: true, brakeReleased: true });

describe('the last word before the pins', () => {
  it('lets through what nothing speaks against', () => {
    expect(gate().pass(driven(-0.2), AT_REST)).toEqual(driven(-0.2));
    expect(gate().pass(driven(0.4), AT_REST)).toEqual(driven(0.4));
  });

  it('takes a duty that is no number for none, and one beyond the whole for the whole', () => {
    expect(gate().pass(driven(Number.NaN), AT_REST).duty).toBe(0);
    expect(gate().pass(driven(7), AT_REST).duty).toBe(1);
  });

  it('takes the drive while E-STOP is in, and lets what it has stopped go only up until it is upright', () => {
    const last = gate();
    const pressed = { ...AT_REST, inputs: INPUTS_AT_REST & ~E_STOP_CLOSED };
    expect(last.pass(driven(0.3), pressed)).toEqual({ duty: 0, driveEnabled: false, brakeReleased: false });
    expect(last.pass(driven(-0.3), AT_REST).duty).toBe(0);
    expect(last.pass(driven(0.3), AT_REST).duty).toBe(0.3);
    last.pass(driven(0), { ...AT_REST, tiltDeg: 75, isUpright: true });
    expect(last.pass(driven(-0.3), AT_REST).duty).toBe(-0.3);
  });

  it('lets nothing down after a single channel has opened', () => {
    const last = gate();
    last.pass(driven(0), { ...AT_REST, inputs: INPUTS_AT_REST & ~INPUT.E_STOP_B_CLOSED });
    expect(last.pass(driven(-0.3), AT_REST).duty).toBe(0);
  });

  it('ends a way down at the inverted limit as a stop that a body bears, and lets the way up pass', () => {
    const last = gate();
    last.pass(driven(-0.2), AT_REST);
    const atLimit = { ...AT_REST, inputs: INPUTS_AT_REST | INPUT.INVERTED_LIMIT };
    expect(last.pass(driven(-0.2), { ...atLimit, nowMs: 10 }).duty).toBeCloseTo(-0.2, 3);
    expect(last.pass(driven(-0.2), { ...atLimit, nowMs: 210 }).duty).toBeCloseTo(-0.11, 3);
    expect(last.pass(driven(-0.2), { ...atLimit, nowMs: 1010 }).duty).toBe(0);
    expect(last.pass(driven(0.3), { ...atLimit, nowMs: 1020 }).duty).toBe(0.3);
  });

  it('lets nothing further down than the range, by the angle', () => {
    expect(gate().pass(driven(-0.2), { ...AT_REST, tiltDeg: -64 }).duty).toBe(0);
  });

  it('[H-10] keeps nobody down by an angle alone that says upright and beyond', () => {
    expect(gate().pass(driven(0.2), { ...AT_REST, tiltDeg: 79 }).duty).toBe(0.2);
  });

  it('lets nothing down in a lease that began in the middle of a session', () => {
    expect(gate().pass(driven(-0.2), { ...AT_REST, mayGoDown: false }).duty).toBe(0);
    expect(gate().pass(driven(0.2), { ...AT_REST, mayGoDown: false }).duty).toBe(0.2);
  });
});
