import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BrakeSequence } from '../../src/actuation/brake-sequence.ts';
import { estimateOf } from '../safety/table-fixtures.ts';

/** Of a table that stands as far as its sensors tell. */
const at = (nowMs: number, fittedRateDegPerSec = 0) => estimateOf({ nowMs, fittedRateDegPerSec });

const KINDS = ['off', 'standing', 'moving', 'blind'] as const;

describe('BrakeSequence', () => {
  it.each(['moving', 'blind'] as const)(
    'holds by the drive at once, and drives once the brake has let go: %s',
    (kind) => {
      const brake = new BrakeSequence({ releaseMs: 80 });
      brake.update('standing', at(0));
      brake.update(kind, at(10));
      expect([brake.brakeReleased, brake.driveEnabled, brake.driving]).toEqual([true, true, false]);
      brake.update(kind, at(80));
      expect(brake.driving).toBe(false);
      brake.update(kind, at(90));
      expect(brake.driving).toBe(true);
    },
  );

  it('keeps the drive on for 180 ms after it has put the brake on to stand', () => {
    const brake = new BrakeSequence({ releaseMs: 80 });
    for (let nowMs = 0; nowMs <= 200; nowMs += 10) brake.update('moving', at(nowMs));
    brake.update('standing', at(210));
    expect([brake.brakeReleased, brake.driveEnabled, brake.driving]).toEqual([false, true, false]);
    brake.update('standing', at(370));
    expect(brake.driveEnabled).toBe(true);
    brake.update('standing', at(380));
    expect(brake.driveEnabled).toBe(false);
  });

  it('puts the brake on in the very tick of off, and never drives in it', () => {
    const brake = new BrakeSequence({ releaseMs: 80 });
    for (let nowMs = 0; nowMs <= 200; nowMs += 10) brake.update('moving', at(nowMs));
    brake.update('off', at(210));
    expect([brake.brakeReleased, brake.driving]).toEqual([false, false]);
    for (let nowMs = 220; nowMs <= 400; nowMs += 10) brake.update('off', at(nowMs));
    expect(brake.driveEnabled).toBe(false);
  });

  it('keeps both low sides on under a table that its brake does not hold', () => {
    const brake = new BrakeSequence({ releaseMs: 80 });
    brake.update('moving', at(0));
    for (let nowMs = 10; nowMs <= 1000; nowMs += 10) brake.update('off', at(nowMs, -1));
    expect([brake.brakeReleased, brake.driveEnabled, brake.driving]).toEqual([false, true, false]);
  });

  it('always has somebody who holds the table, whatever is asked for in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...KINDS), { maxLength: 200 }), (kinds) => {
        const brake = new BrakeSequence({ releaseMs: 80 });
        let brakeOnSinceMs = Number.NEGATIVE_INFINITY;
        kinds.forEach((kind, tick) => {
          const nowMs = tick * 10;
          const wasReleased = brake.brakeReleased;
          brake.update(kind, at(nowMs));
          if (brake.brakeReleased) expect(brake.driveEnabled).toBe(true);
          else if (wasReleased) brakeOnSinceMs = nowMs;
          const brakeClosed = !brake.brakeReleased && nowMs - brakeOnSinceMs >= 50;
          if (kind !== 'off') expect(brakeClosed || brake.driveEnabled).toBe(true);
          if (brake.driving) expect(kind === 'moving' || kind === 'blind').toBe(true);
        });
      }),
    );
  });
});
