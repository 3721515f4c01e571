import { expect, it } from 'vitest';
import { LinkStorm } from '../../support/link-storm.ts';

it('[H-29] [H-30] [H-31] [H-32] 20 s over a cable that flips, drops, inserts, repeats, delays and cuts move nobody wrongly', () => {
  const storm = new LinkStorm(7).run(20_000);
  expect(storm.complaints).toEqual([]);
  expect(storm.harmedBytes).toBeGreaterThan(1000);
  expect(storm.untouchedBytes).toBeGreaterThan(300);
}, 120_000);
