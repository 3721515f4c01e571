import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from './remove-folder.ts';

export interface WorkFolder {
  readonly path: string;
  remove(): void;
}

/** Where the jobs of a run keep what they need. It goes with the process as well, however that ends but by a signal. */
export function makeWorkFolder(): WorkFolder {
  const path = mkdtempSync(join(tmpdir(), 'upright-bench-'));
  const clear = () => removeFolder(path);
  process.once('exit', clear);
  return {
    path,
    remove() {
      process.off('exit', clear);
      clear();
    },
  };
}
