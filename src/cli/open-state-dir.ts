import { accessSync, constants, mkdirSync } from 'node:fs';
import { CommandError, EXIT_REFUSED } from './command-error.ts';

/** Makes the state folder, readable by its owner only, or says why it cannot be used. */
export function openStateDir(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (thrown) {
    const because = thrown instanceof Error ? thrown.message : String(thrown);
    throw new CommandError(
      EXIT_REFUSED,
      'STATE_DIR',
      `cannot use the state folder: ${because}; name one that you may write to`,
      folder,
    );
  }
}
