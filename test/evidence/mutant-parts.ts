import { complaintOf } from '../verification/board/board-proof.ts';
import { BOARD_PROOFS } from '../verification/board/board-proofs.ts';
import { FIRMWARE_MUTANTS } from '../verification/board/firmware-mutants.ts';
import { mutantImage } from '../verification/board/mutant-image.ts';
import type { InjectionPart } from './fault-parts.ts';

/** A line of the firmware left out in turn: the proofs that rest on it must fail on the image that is left. */
export const MUTANT_PARTS: readonly InjectionPart[] = [
  {
    name: `mutants: ${FIRMWARE_MUTANTS.length} lines of the firmware broken in turn`,
    *runs() {
      for (const mutant of FIRMWARE_MUTANTS) {
        const flash = mutantImage(mutant);
        for (const title of mutant.fails) {
          const proof = BOARD_PROOFS.find((each) => each.title.startsWith(title));
          const passes = proof === undefined || complaintOf(proof, 'short', flash) === null;
          const complaint = passes ? 'the proof passes all the same' : null;
          yield { name: `${mutant.name}: ${title}`, complaint, replay: 'npm run evidence -- mutants' };
        }
      }
    },
  },
];
