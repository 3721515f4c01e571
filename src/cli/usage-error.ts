import type { Command, CommanderError } from 'commander';
import { nearestNameRemedy } from '../config/near-names.ts';
import { CommandError, EXIT_REFUSED } from './command-error.ts';

/** What commander found wrong, in our words: what, at which option or argument, and where to read on. */
export function usageErrorOf(thrown: CommanderError, { command, path }: { command: Command; path: string }) {
  const names = command.commands.map((child) => child.name());
  const [operand] = command.args;
  const readOn = `try: ${path} --help`;
  switch (thrown.code) {
    // Commander's word for a command that needs another one after it, and got none.
    case 'commander.help':
      return usageError('no command given', null, [...(names.length > 0 ? [oneOf(names)] : []), readOn]);
    case 'commander.unknownCommand':
      return unknownCommand(path, operand ?? '', names);
    default: {
      const [first = '', ...hints] = thrown.message.replace(/^error: /, '').split('\n');
      const told = hints.map((hint) => hint.replace(/^\((.*)\)$/, '$1').replace(/^D/, 'd'));
      return usageError(plainWords(first), culpritOf(first), [...told, readOn]);
    }
  }
}

/** A word that stands where a command should. `path` is what stands before it; empty at the very beginning. */
export function unknownCommand(path: string, name: string, known: readonly string[]): CommandError {
  const remedy = nearestNameRemedy(name, known);
  return usageError(`unknown command '${printable(name)}'`, name, [
    remedy,
    `try: ${path === '' ? 'upright' : path} --help`,
  ]);
}

/** An option that stands before any command and is none. */
export function unknownOption(name: string): CommandError {
  return usageError(`unknown option '${printable(name)}'`, name, ['try: upright --help']);
}

function usageError(message: string, path: string | null, details: readonly string[]): CommandError {
  return new CommandError(EXIT_REFUSED, 'USAGE', message, path, details);
}

const oneOf = (names: readonly string[]): string => `known here: ${names.join(', ')}`;

/** `option '--seed <n>' argument missing` is `--seed <n>: its value is missing`. */
function plainWords(message: string): string {
  return printable(message)
    .replace(/^option '([^']*)' argument missing$/, "option '$1' needs a value")
    .replace(/^option '([^']*)' argument '(.*)' is invalid\. (.*)$/s, "option '$1': '$2' is none of its values. $3");
}

/** The option or argument that the message quotes first, without what it takes. */
function culpritOf(message: string): string | null {
  return /'([^' ]+)[^']*'/.exec(message)?.[1] ?? null;
}

function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '\u{FFFD}').slice(0, 200);
}
