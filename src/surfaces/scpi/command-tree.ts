import { COMMON_COMMANDS } from './commands/common-commands.ts';
import { STATUS_COMMANDS } from './commands/status-commands.ts';
import { SYSTEM_COMMANDS } from './commands/system-commands.ts';
import { TABLE_COMMANDS } from './commands/table-commands.ts';
import { TEST_COMMANDS } from './commands/test-commands.ts';
import { spellingsOf, withoutNumbers, withoutOnes } from './header-path.ts';
import type { ProgramHeader } from './read-unit.ts';
import type { ScpiCommand } from './scpi-command.ts';
import { type ScpiError, scpiError } from './scpi-errors.ts';

/** Every command of the port, in the order of the manual. */
export const SCPI_COMMANDS: readonly ScpiCommand[] = [
  ...COMMON_COMMANDS,
  ...SYSTEM_COMMANDS,
  ...STATUS_COMMANDS,
  ...TABLE_COMMANDS,
  ...TEST_COMMANDS,
];

const BY_SPELLING: ReadonlyMap<string, ScpiCommand> = new Map(
  SCPI_COMMANDS.flatMap((command) => spellingsOf(command.header).map((spelling) => [spelling, command] as const)),
);

export type FoundCommand =
  /** `path`: where the next header of the message begins that has no colon before it. */
  | { readonly ok: true; readonly command: ScpiCommand; readonly path: readonly string[] }
  | { readonly ok: false; readonly error: ScpiError };

/**
 * The command of a header. After a command of a tree the next one begins beside it, unless a colon says that it begins at
 * the root; a common command stands beside every tree and changes nothing (IEEE 488.2, appendix A).
 */
export function findCommand(header: ProgramHeader, path: readonly string[]): FoundCommand {
  const mark = header.isQuery ? '?' : '';
  if (header.kind === 'common') {
    const command = BY_SPELLING.get(header.name + mark);
    return command === undefined ? undefinedHeader(header.name + mark) : { ok: true, command, path };
  }
  const words = header.rooted ? header.words : [...path, ...header.words];
  const command = BY_SPELLING.get(withoutOnes(words).join(':') + mark);
  if (command !== undefined) return { ok: true, command, path: words.slice(0, -1) };
  const spelling = words.join(':') + mark;
  if (!BY_SPELLING.has(withoutNumbers(words).join(':') + mark)) return undefinedHeader(spelling);
  return { ok: false, error: scpiError(-114, spelling) };
}

function undefinedHeader(spelling: string): FoundCommand {
  const other = spelling.endsWith('?') ? spelling.slice(0, -1) : `${spelling}?`;
  const hint = BY_SPELLING.has(other) ? `; there is ${other}` : '';
  return { ok: false, error: scpiError(-113, spelling + hint) };
}
