import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { INPUT, INPUTS_AT_REST } from '../../src/domain/inputs.ts';
import { accelerometerRefuted, limitMismatch } from '../../src/safety/limit-mismatch.ts';
import { TrustedSource } from '../../src/safety/trusted-source.ts';
import { estimateOf, type SafetySaid, tripMs } from './table-fixtures.ts';

const at = (potTiltDeg: number, accelTiltDeg: number, said: SafetySaid['estimate'] = {}): SafetySaid => ({
  estimate: { tiltDeg: potTiltDeg, potTiltDeg, accelTiltDeg, inputs: INPUTS_AT_REST, ...said },
});
const CLOSED = { inputs: INPUTS_AT_REST | INPUT.INVERTED_LIMIT };

describe('the ends of the range', () => {
  const trip = (said: SafetySaid) => tripMs(limitMismatch(DEFAULT_SETTINGS), said, 1000);

  it('[H-10] show a drifted potentiometer at the inverted limit, where the accelerometer sides with it', () => {
    expect(trip(at(-60, -62.4, CLOSED))).toBe(50);
    expect(trip(at(-62, -62.4, CLOSED))).toBeNull();
  });

  it('[H-10] show nothing where the switch may be the wrong one, or there is no second source', () => {
    expect(trip(at(-20, -20, CLOSED))).toBeNull();
    expect(trip(at(-60, -62.4, { ...CLOSED, accelPlausible: false }))).toBeNull();
    expect(trip(at(-60, -62.4, { ...CLOSED, source: 'accelerometer' }))).toBeNull();
  });

  it('[H-10] show a potentiometer that does not see how far beyond the range the table is', () => {
    expect(trip(at(-59.5, -61.3))).toBe(500);
    expect(trip(at(-60.5, -61.3))).toBeNull();
    expect(trip(at(-59.5, -61.1))).toBeNull();
  });

  it('[H-10] show one that says upright before the limit closes', () => {
    expect(trip(at(74.8, 73))).toBe(200);
    expect(trip(at(74.8, 74))).toBeNull();
    expect(trip(at(74.8, 73, { inputs: INPUTS_AT_REST | INPUT.UPRIGHT_LIMIT }))).toBeNull();
  });

  it('[H-13] refute an accelerometer that says upright before the limit closes', () => {
    const refuted = (said: SafetySaid) => tripMs(accelerometerRefuted(DEFAULT_SETTINGS), said, 1000);
    expect(refuted(at(72, 75, { source: 'accelerometer' }))).toBe(200);
    expect(refuted(at(74, 75, { source: 'accelerometer' }))).toBeNull();
    expect(refuted(at(72, 75))).toBeNull();
  });
});

describe('TrustedSource with an accelerometer that is refuted', () => {
  it('[H-13] goes back to the potentiometer that was in doubt, and stays there', () => {
    const trust = new TrustedSource();
    trust.faultRaised('H-13', estimateOf({ potTiltDeg: 10, accelTiltDeg: 4 }));
    expect(trust.update(estimateOf({}))).toBe('accelerometer');
    trust.faultRaised('H-13', estimateOf({ potTiltDeg: 72, accelTiltDeg: 75 }));
    expect(trust.update(estimateOf({}))).toBe('potentiometer');
    trust.faultRaised('H-13', estimateOf({ potTiltDeg: 60, accelTiltDeg: 50 }));
    expect(trust.update(estimateOf({}))).toBe('potentiometer');
  });

  it('[H-13] [H-11] does not go back to one that has failed by itself', () => {
    const trust = new TrustedSource();
    trust.faultRaised('H-13', estimateOf({ potTiltDeg: 10, accelTiltDeg: 4 }));
    trust.faultRaised('H-11', estimateOf({}));
    trust.faultRaised('H-13', estimateOf({ potTiltDeg: 72, accelTiltDeg: 75 }));
    expect(trust.update(estimateOf({}))).toBe('accelerometer');
  });
});
