import type { BoardProof } from './board-proof.ts';
import { DRIVE_PROOFS } from './drive-proofs.ts';
import { INPUT_PROOFS } from './input-proofs.ts';
import { LINK_PROOFS } from './link-proofs.ts';
import { RESET_PROOFS } from './reset-proofs.ts';

/** All that the emulated board is shown to do, in order of hazard. */
export const BOARD_PROOFS: readonly BoardProof[] = [
  ...RESET_PROOFS,
  ...INPUT_PROOFS,
  ...LINK_PROOFS,
  ...DRIVE_PROOFS,
].sort((one, other) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0));
