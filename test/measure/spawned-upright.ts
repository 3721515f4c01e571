import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The built command line, beside this built file. */
const MAIN = fileURLToPath(new URL('../../src/main.js', import.meta.url));

/** `upright` in a process of its own, as somebody would start it; it has to be ended by whoever asked for it. */
export function spawnUpright(words: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [MAIN, ...words]);
}

export function spawnNode(code: string): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, ['-e', code]);
}

export function exitOf(child: ChildProcessWithoutNullStreams): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code));
  });
}
