import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from './remove-folder.ts';

const INTERRUPTED = { SIGINT: 130, SIGTERM: 143 } as const;

export interface WorkFolder {
  readonly path: string;
  remove(): void;
}

/** Where the jobs of a run keep what they need. It goes with the process as well, however that ends but by SIGKILL. */
export function makeWorkFolder(): WorkFolder {
  const path = mkdtempSync(join(tmpdir(), 'upright-bench-'));
  const clear = () => removeFolder(path);
  const interrupt = (signal: keyof typeof INTERRUPTED) => process.exit(INTERRUPTED[signal]);
  process.once('exit', clear).once('SIGINT', interrupt).once('SIGTERM', interrupt);
  return {
    path,
    remove() {
      process.off('exit', clear).off('SIGINT', interrupt).off('SIGTERM', interrupt);
      clear();
    },
  };
}
