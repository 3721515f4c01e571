import type { HazardId } from '../src/domain/faults.ts';

/** A hazard that has nothing on the simulated table to break, and where it is shown instead. */
interface NotSimulated {
  readonly id: HazardId;
  readonly because: string;
  /** The proof, in words that end '... shows it'. */
  readonly shownBy: string;
}

export const NOT_SIMULATED: readonly NotSimulated[] = [
  {
    id: 'H-36',
    because: 'nothing on the table or in its controller reads the wall clock',
    shownBy: 'a test of the host that sets the clock back in a session',
  },
  {
    id: 'H-38',
    because: 'a file is refused before there is a session',
    shownBy: 'config check, and a test of the schema with absurd durations',
  },
  {
    id: 'H-39',
    because: 'a configuration is refused before there is a table',
    shownBy: 'config check, and a test with mistyped and altered files',
  },
  {
    id: 'H-40',
    because: 'a simulated session has no console',
    shownBy: 'a test that floods the console of a running controller',
  },
  {
    id: 'H-41',
    because: 'a simulated session has no console',
    shownBy: 'a test that sends hostile bytes to the line reader',
  },
  {
    id: 'H-42',
    because: 'a simulated session has no console',
    shownBy: 'a test with two consoles on one controller',
  },
  {
    id: 'H-43',
    because: 'a simulated session keeps no records',
    shownBy: 'a test of the journal on a full disk and in a read-only folder',
  },
  {
    id: 'H-50',
    because: 'each simulated session has a table of its own',
    shownBy: 'a test that starts the controller twice on one port',
  },
  {
    id: 'H-52',
    because: 'an unsafe program is refused before there is a session',
    shownBy: 'programs check, and a test of each rule of the static check',
  },
];
