import { CommanderError } from 'commander';
import { nearestNameRemedy } from '../config/near-names.ts';
import { CommandError, EXIT_REFUSED } from './command-error.ts';
import { SUMMARIES } from './commands.ts';

/** Something failed that nobody foresaw. */
const EXIT_FAILED = 1;

interface Told {
  readonly exitCode: number;
  readonly code: string;
  readonly message: string;
  readonly path: string | null;
  readonly details: readonly string[];
}

/** Prints what went wrong, where and what to do, and returns the exit code. */
export function reportError(thrown: unknown, { json, command }: { json: boolean; command: string }): number {
  const told = tell(thrown, command);
  if (json) {
    const { code, path, details } = told;
    const message = [told.message, ...details].join('\n');
    process.stdout.write(`${JSON.stringify({ error: { code, message, path } })}\n`);
  } else {
    process.stderr.write(`error: ${told.message}\n`);
    for (const detail of told.details) process.stderr.write(`  ${detail}\n`);
  }
  return told.exitCode;
}

function tell(thrown: unknown, command: string): Told {
  if (thrown instanceof CommandError) return thrown;
  if (thrown instanceof CommanderError) return tellUsage(thrown, command);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { exitCode: EXIT_FAILED, code: 'FAILED', message, path: null, details: [] };
}

function tellUsage(thrown: CommanderError, command: string): Told {
  const usage = { exitCode: EXIT_REFUSED, code: 'USAGE', path: null };
  const known = Object.hasOwn(SUMMARIES, command);
  if (thrown.code === 'commander.help' || (!known && command === '')) {
    return { ...usage, message: 'no command given', details: ['try: upright --help'] };
  }
  const message = thrown.message.replace(/^error: /, '').replaceAll('\n', ' ');
  if (known) return { ...usage, message, details: [`try: upright ${command} --help`] };

  const meant = command.startsWith('-') ? 'try: upright --help' : nearestNameRemedy(command, Object.keys(SUMMARIES));
  return { ...usage, message: `unknown command '${command}'`, details: [meant] };
}
