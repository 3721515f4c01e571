import { CommandError, EXIT_FAILED } from './command-error.ts';

/** Prints what went wrong, where and what to do, and returns the exit code. */
export function reportError(thrown: unknown, { json }: { json: boolean }): number {
  const { exitCode, code, message, path, details } = thrown instanceof CommandError ? thrown : unforeseen(thrown);
  if (json) {
    const text = [message, ...details].join('\n');
    process.stdout.write(`${JSON.stringify({ error: { code, message: text, path } })}\n`);
  } else {
    process.stderr.write(`error: ${message}\n`);
    for (const detail of details) process.stderr.write(`  ${detail}\n`);
  }
  return exitCode;
}

function unforeseen(thrown: unknown): CommandError {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new CommandError(EXIT_FAILED, 'FAILED', message);
}
