import { EXIT_FAILED } from './command-error.ts';

/**
 * What happens when nobody takes what is printed. A reader that has seen enough (`| head -1`) is no failure: the command
 * goes on and ends with its own code. A full disk is one. Neither may end the process where it stands: somebody may hang
 * in the table.
 */
export function guardOutput(): void {
  let told = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (isGone(error) || told) return;
    told = true;
    process.stderr.write(`error: cannot write the output: ${reasonOf(error)}\n`);
    process.exitCode = EXIT_FAILED;
  });
  // Nowhere is left to say it.
  process.stderr.on('error', () => undefined);
}

/** The reader has closed its end of the pipe, or the terminal is gone. */
function isGone({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || code === 'EIO' || code === 'ERR_STREAM_DESTROYED';
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  return code === 'ENOSPC' ? 'no space is left; make room, or write it somewhere else' : message;
}
