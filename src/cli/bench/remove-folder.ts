import { rmSync } from 'node:fs';

const TRIES = 50;
const NAP_MS = 20;

/**
 * Removes a folder in which a process that is just ending may still write. What has come since is deleted with the next
 * try: `rmSync` by itself tries only the emptied folder again.
 *
 * @throws where somebody goes on writing for longer than a second, or the folder may not be removed
 */
export function removeFolder(path: string): void {
  const never = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  for (let left = TRIES; ; left -= 1) {
    try {
      rmSync(path, { recursive: true, force: true });
      return;
    } catch (thrown) {
      if (left === 0) throw thrown;
      // At the exit of a process nothing can be waited for in another way.
      Atomics.wait(never, 0, 0, NAP_MS);
    }
  }
}
