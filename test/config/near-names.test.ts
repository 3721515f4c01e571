import { describe, expect, it } from 'vitest';
import { nearestName, nearestNameRemedy } from '../../src/config/near-names.ts';

const NAMES = ['first-time', 'kim-2013-0', 'kim-2013-30', 'kim-2013-60'];

describe('the nearest name', () => {
  it.each([
    ['kim-2013-6', 'kim-2013-60'],
    ['kim-2013-61', 'kim-2013-60'],
    ['KIM-2013-30', 'kim-2013-30'],
    ['frist-time', 'first-time'],
    ['fist-time', 'first-time'],
    ['2013-30', 'kim-2013-30'],
  ])('of %s is %s', (name, meant) => {
    expect(nearestName(name, NAMES)).toBe(meant);
  });

  it.each(['', 'x', 'oscillation', 'z'.repeat(100_000)])('is none for %.20s', (name) => {
    expect(nearestName(name, NAMES)).toBeNull();
  });

  it('is asked for as a question, else all names are told', () => {
    expect(nearestNameRemedy('fist-time', NAMES)).toBe("did you mean 'first-time'?");
    expect(nearestNameRemedy('oscillation', NAMES)).toBe(`known here: ${NAMES.join(', ')}`);
  });
});
