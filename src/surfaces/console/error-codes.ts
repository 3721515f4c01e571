import type { CommandErrorCode } from '../../domain/commands.ts';

/** What each code of `error CODE text` means. The codes are stable: scripts may rely on them. */
export const ERROR_CODES: Readonly<Record<CommandErrorCode, string>> = {
  USAGE: 'The command exists, but not with these words. The text shows its usage.',
  UNKNOWN: 'There is no such command, button, fault or state.',
  NOT_NOW: 'Possible, but not in the state that the table is in.',
  REFUSED: 'The table or its rules refuse it; the text says why and what to do.',
  ROLE: "The command needs the operator's role: `operator`, then SELECT at the panel within 10 s.",
  UNAVAILABLE: 'This controller or this table does not have it.',
  LINE: 'A line was too long, held a byte that is not printable ASCII, or came while too many others waited. It was dropped.',
  TIMEOUT: 'What was waited for did not happen in time.',
  PROGRAM: 'There is no such program, or it cannot be run.',
};
