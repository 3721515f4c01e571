import { describe, expect, it } from 'vitest';
import { inputBitOf, PI_PINS } from '../../../boards/raspberry-pi/pin-map.ts';
import { tiltOfAngle } from '../../../boards/raspberry-pi/sensors/angle-sensor.ts';
import { INPUT } from '../../../src/domain/inputs.ts';

/** The header's GPIO pins, by the number that the board's own documentation prints beside each. */
const GPIO_OF_HEADER: Readonly<Record<number, number>> = {
  3: 2,
  5: 3,
  7: 4,
  8: 14,
  10: 15,
  11: 17,
  12: 18,
  13: 27,
  15: 22,
  16: 23,
  18: 24,
  19: 10,
  21: 9,
  22: 25,
  23: 11,
  24: 8,
  26: 7,
  27: 0,
  28: 1,
  29: 5,
  31: 6,
  32: 12,
  33: 13,
  35: 19,
  36: 16,
  37: 26,
  38: 20,
  40: 21,
};

describe('pins.json of the Raspberry Pi', () => {
  it('names each pin of the header once, with its own line', () => {
    for (const { name, gpio, header } of PI_PINS) expect([name, GPIO_OF_HEADER[header]]).toEqual([name, gpio]);
    expect(new Set(PI_PINS.map(({ gpio }) => gpio)).size).toBe(PI_PINS.length);
  });

  it('has a pin for every input of the table, and none twice', () => {
    const bits = PI_PINS.filter(({ kind }) => kind === 'input').map(inputBitOf);
    expect([...bits].sort((one, other) => one - other)).toEqual(Object.values(INPUT));
  });

  it('keeps the console’s and the PWM overlay’s pins as they must be', () => {
    expect(PI_PINS.filter(({ gpio }) => gpio === 14 || gpio === 15)).toEqual([]);
    expect(PI_PINS.filter(({ kind }) => kind === 'pwm').map(({ gpio, channel }) => [gpio, channel])).toEqual([
      [12, 0],
      [13, 1],
    ]);
  });
});

describe('the angle sensor', () => {
  it('is unwrapped around horizontal, wherever its zero was glued', () => {
    expect(tiltOfAngle(2048, { atHorizontal: 2048, rises: true })).toBe(0);
    expect(tiltOfAngle(100, { atHorizontal: 4000, rises: true })).toBeCloseTo((196 * 360) / 4096, 9);
    expect(tiltOfAngle(4000, { atHorizontal: 100, rises: true })).toBeCloseTo((-196 * 360) / 4096, 9);
    expect(tiltOfAngle(4000, { atHorizontal: 100, rises: false })).toBeCloseTo((196 * 360) / 4096, 9);
  });
});
