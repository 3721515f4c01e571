import { vi } from 'vitest';
import { runUpright } from '../../src/cli/run-upright.ts';

/** What a command line has printed, and its exit code. */
export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** Runs a whole command line in this process, as main does: a hundred of them in the time that one process takes. */
export async function runHere(...args: readonly string[]): Promise<Ended> {
  const before = process.exitCode;
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((chunk) => {
      written[name] += String(chunk);
      return true;
    }),
  );
  try {
    process.exitCode = 0;
    await runUpright(args);
    return { ...written, code: Number(process.exitCode) };
  } finally {
    for (const spy of spies) spy.mockRestore();
    process.exitCode = before;
  }
}
