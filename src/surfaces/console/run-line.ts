import { findCommand, unknownCommand } from './command-table.ts';
import type { ConsoleCommand, ConsoleDesk } from './console-command.ts';
import { type ConsoleReply, type FailedReply, failed, type PendingReply, ROLE_NEEDED } from './console-reply.ts';

export interface AnsweredLine {
  readonly command: string;
  readonly reply: ConsoleReply | PendingReply;
}

/** The grammar: words apart by spaces, the first a command's name in any case. Null for an empty line. */
export function runLine(line: string, desk: ConsoleDesk): AnsweredLine | null {
  const [name, ...words] = line.split(' ').filter((word) => word !== '');
  if (name === undefined) return null;
  const command = findCommand(name);
  if (command === null) return { command: name, reply: unknownCommand(name) };
  desk.role.touch(desk.nowMs());
  return { command: command.name, reply: refusalOf(command, words, desk) ?? command.run(words, desk) };
}

function refusalOf(command: ConsoleCommand, words: readonly string[], desk: ConsoleDesk): FailedReply | null {
  if (command.needs === 'later') return null;
  const { from, to } = command.words;
  if (words.length < from || words.length > to) return failed('USAGE', `usage: ${command.usage}`);
  if (command.needs === 'test-inputs' && desk.testInputs === null) {
    return failed('UNAVAILABLE', `${command.name}: this table is neither simulated nor a rig`);
  }
  if (command.role === 'anyone' || desk.role.isHeld(desk.nowMs())) return null;
  return failed('ROLE', `${command.name} ${ROLE_NEEDED}`);
}
