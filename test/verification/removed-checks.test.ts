import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { allChecks } from '../../src/safety/checks.ts';
import { namesOfChecks } from '../cycle/short-session.ts';
import { REMOVALS, type Removal } from './removals.ts';
import { removeCheck } from './remove-check.ts';

describe('a check that is left out is missed', () => {
  it('has a row for every check there is, in order, and for no other', () => {
    expect(REMOVALS.map(({ check }) => check)).toEqual(namesOfChecks(allChecks(DEFAULT_SETTINGS)));
  });

  it.each(REMOVALS.map((each) => [each.check, each] as const))('[%s]', (_, removal) => {
    expect(complaintsOf(removal)).toEqual([]);
  });
});

function complaintsOf(removal: Removal): readonly string[] {
  return [...removeCheck(removal, { first: true })]
    .filter(({ complaint }) => complaint !== null)
    .map(({ name, complaint, replay }) => `${name}: ${complaint}\n${replay}`);
}
