import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEADLINES,
  type DeadlineName,
  type Deadlines,
  earliestDeadlineMs,
  passedDeadline,
  withDeadlines,
} from '../../src/machine/deadlines.ts';

const anyName = fc.constantFrom(...DEADLINES);
const anyDeadlines: fc.Arbitrary<Deadlines> = fc.dictionary(anyName, fc.integer({ min: 0, max: 100 }));

describe('deadlines', () => {
  it('are off where they are missing', () => {
    expect(earliestDeadlineMs({})).toBe(Number.POSITIVE_INFINITY);
    expect(passedDeadline({}, 1e12)).toBeNull();
  });

  it('pass exactly when the earliest has come', () => {
    fc.assert(
      fc.property(anyDeadlines, fc.integer({ min: 0, max: 100 }), (deadlines, nowMs) => {
        expect(passedDeadline(deadlines, nowMs) !== null).toBe(earliestDeadlineMs(deadlines) <= nowMs);
      }),
    );
  });

  it('that have passed together are answered in their order of weight, each in its turn', () => {
    let left: Deadlines = Object.fromEntries(DEADLINES.map((name, index) => [name, 1000 - index]));
    const answered: DeadlineName[] = [];
    for (let name = passedDeadline(left, 1000); name !== null; name = passedDeadline(left, 1000)) {
      answered.push(name);
      left = withDeadlines(left, { [name]: null });
    }
    expect(answered).toEqual(DEADLINES);
    expect(left).toEqual({});
  });

  it('put every cap before the question, and the question before the program', () => {
    const weightOf = (name: DeadlineName): number => DEADLINES.indexOf(name);
    for (const cap of ['session-cap', 'head-down-cap', 'pause-cap', 'ramp-late'] as const) {
      expect(weightOf(cap)).toBeLessThan(weightOf('alive-answer'));
    }
    expect(weightOf('alive-answer')).toBeLessThan(weightOf('phase-ends'));
  });

  it('are set, kept and taken off by name, and the ones before are left as they were', () => {
    const before: Deadlines = Object.freeze({ 'session-cap': 5, 'pause-cap': 7 });
    expect(withDeadlines(before, { 'pause-cap': null, 'ramp-late': 9 })).toEqual({ 'session-cap': 5, 'ramp-late': 9 });
    expect(before).toEqual({ 'session-cap': 5, 'pause-cap': 7 });
  });
});
