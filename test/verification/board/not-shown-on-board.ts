import type { HazardId } from '../../../src/domain/faults.ts';

/** A hazard that board and link alone have nothing to show of, and why. */
export interface NotShownOnBoard {
  readonly ids: readonly HazardId[];
  readonly because: string;
}

export const NOT_SHOWN_ON_BOARD: readonly NotShownOnBoard[] = [
  {
    ids: ['H-01', 'H-02', 'H-03', 'H-22', 'H-56'],
    because: "a hand or a switch that the board only reports: what follows is the host's, before it opens a session",
  },
  {
    ids: ['H-13'],
    because: 'the board goes by the potentiometer alone; the accelerometer is compared by the host',
  },
  {
    ids: ['H-16', 'H-48', 'H-55', 'H-58', 'H-59'],
    because: 'found by the host from current, motion and clamps; the board obeys the lease that then stops or returns',
  },
  { ids: ['H-28', 'H-34', 'H-36'], because: 'happens within the host; to the board it is a lease, renewed or not' },
  {
    ids: ['H-38', 'H-40', 'H-41', 'H-42', 'H-43', 'H-50', 'H-52'],
    because: 'files, consoles, disk and ports of the computer, which the board does not know',
  },
];
