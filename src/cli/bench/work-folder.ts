import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const INTERRUPTED = { SIGINT: 130, SIGTERM: 143 } as const;

export interface WorkFolder {
  readonly path: string;
  remove(): void;
}

/**
 * Where the jobs of a run keep what they need. It goes with the process as well, however that ends but by SIGKILL; a
 * controller that still writes there in that moment lets it be tried again.
 */
export function makeWorkFolder(): WorkFolder {
  const path = mkdtempSync(join(tmpdir(), 'upright-bench-'));
  const clear = () => rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
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
