import { describe, expect, it } from 'vitest';
import { HostStorm } from '../../support/host-storm.ts';
import { LinkStorm } from '../../support/link-storm.ts';
import { complaintOf } from '../../verification/board/board-proof.ts';
import { BOARD_PROOFS } from '../../verification/board/board-proofs.ts';
import { BOARD_TESTS } from '../../verification/board/board-tests.ts';

/** The rows that take under a second; the others are of npm run evidence. */
describe('the real firmware with a fault at its pins or on its line', () => {
  it.each(BOARD_TESTS.map(([id, title]) => [id, title] as const))('[%s] %s', (id, title) => {
    const proof = BOARD_PROOFS.find((each) => each.id === id && each.title === title);
    expect(proof && complaintOf(proof, 'short')).toBeNull();
  });
});

it('[H-29] [H-30] [H-31] [H-32] 20 s over a cable that flips, drops, inserts, repeats, delays and cuts move nobody wrongly', () => {
  const storm = new LinkStorm(7).run(20_000);
  expect(storm.judge.complaints).toEqual([]);
  expect(storm.harmedBytes).toBeGreaterThan(1000);
  expect(storm.judge.untouchedBytes).toBeGreaterThan(300);
}, 120_000);

it('[H-29] [H-30] [H-31] [H-32] [H-44] 20 s of a session over such a cable, controller and driver at its other end, move nobody wrongly', async () => {
  const storm = await (await HostStorm.open(6)).run(20_000);
  expect(storm.judge.complaints).toEqual([]);
  expect(storm.sessions).toBeGreaterThan(0);
  expect(storm.judge.takeovers).toBeGreaterThan(0);
  expect(storm.harmedBytes).toBeGreaterThan(100);
  expect(storm.judge.untouchedBytes).toBeGreaterThan(300);
}, 120_000);
