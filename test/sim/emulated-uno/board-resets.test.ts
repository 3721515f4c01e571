import { describe, expect, it } from 'vitest';
import { complaintOf } from '../../verification/board/board-proof.ts';
import { RESET_PROOFS } from '../../verification/board/reset-proofs.ts';

describe('the real firmware, reset in mid-session', () => {
  it.each(RESET_PROOFS.map((proof) => [proof.id, proof.title, proof] as const))('[%s] %s', (_id, _title, proof) => {
    expect(complaintOf(proof, 'short')).toBeNull();
  });
});
