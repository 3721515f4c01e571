import { nearestName } from '../../config/near-names.ts';
import { FLOW_COMMANDS } from './commands/flow-commands.ts';
import { MOTION_COMMANDS } from './commands/motion-commands.ts';
import { OPERATOR_COMMANDS } from './commands/operator-commands.ts';
import { QUESTION_COMMANDS } from './commands/question-commands.ts';
import { SESSION_COMMANDS } from './commands/session-commands.ts';
import { SETTING_COMMANDS } from './commands/setting-commands.ts';
import { TEST_COMMANDS } from './commands/test-commands.ts';
import type { ConsoleCommand } from './console-command.ts';
import { done, failed } from './console-reply.ts';

/** Every command of the console. */

const HELP: ConsoleCommand = {
  name: 'help',
  aliases: ['?'],
  usage: 'help [COMMAND]',
  summary: 'the commands, or one of them',
  details: '',
  words: { from: 0, to: 1 },
  role: 'anyone',
  needs: 'nothing',
  run: ([name]) => {
    if (name === undefined) return done(COMMANDS.map(helpLine), { commands: COMMANDS.map(factsOf) });
    const command = findCommand(name);
    return command === null ? unknownCommand(name) : done(helpLines(command), factsOf(command));
  },
};

export const COMMANDS: readonly ConsoleCommand[] = [
  HELP,
  ...QUESTION_COMMANDS,
  ...SESSION_COMMANDS,
  ...MOTION_COMMANDS,
  ...OPERATOR_COMMANDS,
  ...SETTING_COMMANDS,
  ...FLOW_COMMANDS,
  ...TEST_COMMANDS,
];

const BY_NAME: ReadonlyMap<string, ConsoleCommand> = new Map(
  COMMANDS.flatMap((command) => [command.name, ...(command.aliases ?? [])].map((name) => [name, command] as const)),
);

export function findCommand(name: string): ConsoleCommand | null {
  return BY_NAME.get(name.toLowerCase()) ?? null;
}

export function unknownCommand(name: string) {
  const near = nearestName(name.toLowerCase(), [...BY_NAME.keys()]);
  return failed('UNKNOWN', `no command ${name}; ${near === null ? '`help` lists them' : `did you mean ${near}?`}`);
}

/** Who may use it and where, in a few words; empty where anyone may, anywhere. */
export function conditionsOf({ role, needs }: ConsoleCommand): string {
  const conditions = [
    ...(role === 'operator' ? ["needs the operator's role"] : []),
    ...(needs === 'test-inputs' ? ['simulated and emulated tables and rigs only'] : []),
    ...(needs === 'later' ? ['not available yet'] : []),
  ];
  return conditions.join('; ');
}

function helpLine({ usage, summary }: ConsoleCommand): string {
  return `${usage.padEnd(31)}${summary}`;
}

function helpLines(command: ConsoleCommand): string[] {
  const conditions = conditionsOf(command);
  const aliases = command.aliases ?? [];
  return [
    helpLine(command),
    ...(command.details === '' ? [] : [`  ${command.details}`]),
    ...(aliases.length === 0 ? [] : [`  Also: ${aliases.join(', ')}`]),
    ...(conditions === '' ? [] : [`  ${conditions[0]?.toUpperCase()}${conditions.slice(1)}.`]),
  ];
}

function factsOf({ name, aliases = [], usage, summary, details, role, needs }: ConsoleCommand) {
  return { name, aliases, usage, summary, details, role, needs };
}
