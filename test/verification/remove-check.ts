import type { ScheduledEvent } from '../../sim/scheduled-event.ts';
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts';
import { runShort } from '../cycle/short-session.ts';
import type { Judged } from './inject.ts';
import type { Removal } from './removals.ts';
import { nextStartMoves } from './start-refused.ts';

/**
 * Each fault of a row at each of its moments, once with the check, when its reaction must be there, and once without it,
 * when it must not. `first` runs the first of them only.
 */
export function* removeCheck({ check, backUps, shows }: Removal, { first }: { first: boolean }): Generator<Judged> {
  const others = backUps?.checks ?? [];
  const without = [...others, check];
  if ('forMs' in shows) {
    yield judged(`${check} with`, nextStartMoves(shows, others) ? 'START moves the table' : null, shows.fault);
    yield judged(`${check} without`, nextStartMoves(shows, without) ? null : 'START is refused too', shows.fault);
    return;
  }
  const { faults, atMs, later = () => [], settings = DEFAULT_SETTINGS, seed = 3, holds } = shows;
  for (const fault of first ? faults.slice(0, 1) : faults)
    for (const faultMs of first ? atMs.slice(0, 1) : atMs) {
      const events: readonly ScheduledEvent[] = [{ kind: 'fault', atMs: faultMs, fault }, ...later(faultMs)];
      const run = (left: readonly string[]) => runShort({ seed, events, settings, without: left });
      const whole = run(others);
      yield judged(`${check} with`, holds(whole, faultMs) ? null : 'the reaction is missed', whole.replay);
      const bare = run(without);
      yield judged(`${check} without`, holds(bare, faultMs) ? 'nobody misses it' : null, bare.replay);
    }
}

const judged = (name: string, complaint: string | null, replay: string): Judged => ({ name, complaint, replay });
