import { describe, expect, it } from 'vitest';
import { HAZARD_IDS } from '../../src/domain/faults.ts';
import { HAZARD_BOUNDS } from '../../src/safety/hazard-bounds.ts';
import { HAZARDS } from '../../src/safety/hazards.ts';
import { collectHazardTests } from './collect-hazard-tests.ts';
import { ALL_FAULTS } from './inject.ts';
import { REACTIONS } from './reactions.ts';

describe('the hazard table', () => {
  const tests = collectHazardTests();
  const ids = HAZARDS.map(({ id }) => id);

  it('has the rows that the domain names', () => {
    expect(ids.toSorted()).toEqual(HAZARD_IDS);
  });

  it('has a test for each of its rows, whose title carries the id', () => {
    expect(ids.filter((id) => !tests.has(id))).toEqual([]);
  });

  it('has a row for each id that a test carries', () => {
    expect([...tests.keys()].filter((id) => !ids.some((known) => known === id))).toEqual([]);
  });

  it('has a bound for each of its rows', () => {
    expect(ids.filter((id) => HAZARD_BOUNDS[id] === undefined)).toEqual([]);
  });

  it('is answered, fault by fault and variant by variant, by what the plant may do', () => {
    expect(REACTIONS.map(({ fault }) => fault).sort()).toEqual([...ALL_FAULTS].sort());
  });
});
