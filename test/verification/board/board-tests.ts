import type { HazardId } from '../../../src/domain/faults.ts';

/** Which of the proofs run with the tests, by id and title: each takes under a second. */
export const BOARD_TESTS: readonly (readonly [HazardId, string])[] = [
  ['H-45', 'a trip of the watchdog in mid-session brings the rider up'],
  ['H-26', 'the host dies in a hold'],
  ['H-33', 'a reset at the pin with E-STOP in moves nothing until RETURN'],
  ['H-21', 'a brown-out with the clamps open leaves the rider to a held UP'],
  ['H-05', 'both E-STOP channels open without a press cut the drive within 2 ms'],
  ['H-30', 'a bit flipped in every other frame is ignored'],
  ['H-31', 'frames of the way down that arrive while the table is told to stop are ignored'],
  ['H-32', 'a stray F0 before every command swallows none'],
  ['H-35', 'a press whose frame is lost is told by the next one'],
];
