import type { CommandErrorCode, CommandReply } from '../../domain/commands.ts';
import { DONE, failed, type ScpiAnswer } from './scpi-command.ts';
import type { ScpiErrorNumber } from './scpi-errors.ts';

const NUMBERS: Readonly<Record<CommandErrorCode, ScpiErrorNumber>> = {
  USAGE: -200,
  UNKNOWN: -224,
  NOT_NOW: -221,
  REFUSED: -200,
  ROLE: -203,
  UNAVAILABLE: -200,
  LINE: -363,
  TIMEOUT: -200,
  PROGRAM: -280,
};

/** The table's own answer: its refusals are execution errors with its own words. */
export function answerOf(answer: CommandReply): ScpiAnswer {
  return answer.ok ? DONE : failed(NUMBERS[answer.code], answer.text);
}
