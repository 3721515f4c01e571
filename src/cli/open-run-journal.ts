import type { Journal, JournalHistory } from '../ports/journal.ts';
import { MemoryJournal } from '../records/memory-journal.ts';
import { StoredJournal } from '../records/stored-journal.ts';
import { loadHostTime, loadStateFiles } from '../targets/computer.ts';
import { CommandError, EXIT_HARDWARE } from './command-error.ts';
import { openStateDir } from './open-state-dir.ts';

interface RunJournal {
  readonly journal: Journal & JournalHistory;
  /** The process before this one ended with a session open (H-51). */
  readonly sessionWasOpen: boolean;
  /** Writes what is left and gives the folder away. */
  readonly close: () => Promise<void>;
}

/**
 * The journal of `run`: in the state folder, or in memory where there is none. A folder that another process uses ends
 * the command; one whose disk has failed does not: somebody may hang on the table, and RETURN must work.
 */
export async function openRunJournal(stateDir: string | null): Promise<RunJournal> {
  const host = await loadHostTime();
  if (stateDir === null) {
    const journal = new MemoryJournal(host.wallTime);
    return { journal, sessionWasOpen: false, close: async () => undefined };
  }
  openStateDir(stateDir);
  const { FileJournal, lockStateDir } = await loadStateFiles();
  const lock = lockStateDir(stateDir);
  if (!lock.ok && lock.because === 'held') {
    const what = `the state folder is in use by another upright (process ${lock.pid})`;
    throw new CommandError(EXIT_HARDWARE, 'LOCKED', `${what}; quit that one, or name another --state-dir`, stateDir);
  }
  const { journal, sessionWasOpen } = await StoredJournal.open({ ...host, store: new FileJournal(stateDir) });
  const failure = lock.ok ? journal.failure : lock.text;
  if (failure !== null) process.stderr.write(`the journal in ${stateDir} cannot be written: ${failure}\n`);
  const close = async () => {
    await journal.close();
    if (lock.ok) lock.release();
  };
  return { journal, sessionWasOpen, close };
}
