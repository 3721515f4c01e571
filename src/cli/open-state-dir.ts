import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CommandError, EXIT_REFUSED } from './command-error.ts';

/**
 * Makes the state folder, readable by its owner only, or says why it cannot be used. A disk that was made read-only under
 * a folder is let pass: the journal will say so (H-43), and a disk that has failed must not keep the controller from its
 * table.
 */
export function openStateDir(folder: string): void {
  try {
    makeFolders(resolve(folder));
    if (!statSync(folder).isDirectory()) throw new Error('this is no folder');
    mustTakeFiles(folder);
  } catch (thrown) {
    const because = thrown instanceof Error ? thrown.message : String(thrown);
    const message = `--state-dir: cannot use the state folder ${folder}: ${because}`;
    throw new CommandError(EXIT_REFUSED, 'STATE_DIR', message, folder, ['name a folder that you may write to']);
  }
}

/** One after the other: Node's own `recursive` never comes back from a file system that takes no folders, such as /proc. */
function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

function mustTakeFiles(folder: string): void {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EROFS') return;
    throw thrown;
  }
}
