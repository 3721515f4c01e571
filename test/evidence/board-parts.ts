import { complaintOf } from '../verification/board/board-proof.ts';
import { BOARD_PROOFS } from '../verification/board/board-proofs.ts';
import type { InjectionPart } from './fault-parts.ts';

/** The real firmware on the emulated Uno, from the whole table's range. */
export const BOARD_PARTS: readonly InjectionPart[] = [
  {
    name: `board: ${BOARD_PROOFS.length} faults at pins, line, EEPROM and plant of the emulated Uno`,
    *runs() {
      for (const proof of BOARD_PROOFS) {
        const name = `${proof.id} ${proof.title}`;
        yield { name, complaint: complaintOf(proof, 'whole'), replay: 'npm run evidence -- board:' };
      }
    },
  },
];
