import { describe, expect, it } from 'vitest';
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
