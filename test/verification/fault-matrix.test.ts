import { describe, expect, it } from 'vitest';
import { ALL_FAULTS, injectOne, injectPair } from './inject.ts';
import { SCENES } from './scenes.ts';

/** A share of what `npm run evidence` runs whole: each fault once in some state, and some pairs. */
const STRIDE = 14;
const PAIRS = 4;

describe('a fault of the simulated table in any state', () => {
  it('ends as its reaction allows, for some variants in a state of its own', () => {
    const faults = ALL_FAULTS.filter((_, index) => index % STRIDE === 0);
    const complaints = faults.map((fault, index) => injectOne(fault, SCENES[index % SCENES.length] ?? 'hold', 0, 1));
    expect(
      complaints
        .filter(({ complaint }) => complaint !== null)

        .map(({ name, complaint, replay }) => `${name}: ${complaint}\n${replay}`),
    ).toEqual([]);
  });

  it('ends where the higher reaction of two allows', () => {
    const pairs = Array.from({ length: PAIRS }, (_, index) =>
      injectPair(
        ALL_FAULTS[(index * 7) % ALL_FAULTS.length] ?? '',
        ALL_FAULTS[(index * 11 + 5) % ALL_FAULTS.length] ?? '',
        0,
        1,
      ),
    );
    expect(
      pairs
        .filter(({ complaint }) => complaint !== null)

        .map(({ name, complaint, replay }) => `${name}: ${complaint}\n${replay}`),
    ).toEqual([]);
  });
});
