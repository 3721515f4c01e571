import { Command, CommanderError } from 'commander';
import { COMMANDS, isCommandName, SUMMARIES } from './commands.ts';
import { EXAMPLES, EXIT_CODES } from './help-texts.ts';
import { PACKAGE_VERSION } from './package-version.ts';
import { reportError } from './report-error.ts';
import { unknownCommand, unknownOption, usageErrorOf } from './usage-error.ts';

/** What may stand alone. `--json` says nothing there, but how errors are told. */
const OWN_OPTIONS: ReadonlySet<string> = new Set(['-V', '--version', '-h', '--help', '--json', '--', '']);

/** The command line: loads the one command that was asked for, runs it, and tells what went wrong, once. */
export async function runUpright(args: readonly string[]): Promise<void> {
  const words = helpWords(args);
  const name = words.find((word) => !word.startsWith('-')) ?? '';
  const program = new Command('upright')
    .description('controller of a motorized inversion table')
    .version(PACKAGE_VERSION, '-V, --version')
    .helpCommand('help [command]', 'the help of a command')
    .addHelpText('after', `\nExamples:\n${EXAMPLES.upright}\n\n${EXIT_CODES}\n\nupright COMMAND --help says more.`);
  try {
    if (isCommandName(name)) program.addCommand(await COMMANDS[name]());
    else {
      if (name !== '') throw unknownCommand('', name, Object.keys(SUMMARIES));
      for (const word of words) if (!OWN_OPTIONS.has(word)) throw unknownOption(word);
      for (const [known, summary] of Object.entries(SUMMARIES)) program.command(known).description(summary);
    }
    throwUsageErrors(program, 'upright');
    // Alone, --json belongs to no command: it only says how errors are told.
    const ownWords = name === '' ? words.filter((word) => word !== '--json') : words;
    await program.parseAsync([...ownWords], { from: 'user' });
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return;
    process.exitCode = reportError(thrown, { json: args.includes('--json') });
  }
}

/** `help simulate` is `simulate --help`: one help, whichever way it is asked for. */
function helpWords(args: readonly string[]): readonly string[] {
  const [first, ...rest] = args;
  return first === 'help' ? [...rest, '--help'] : args;
}

/** Commander prints and ends the process by itself unless each command is told to throw instead. */
function throwUsageErrors(command: Command, path: string): void {
  command.configureOutput({ writeErr: () => undefined, outputError: () => undefined });
  command.exitOverride((thrown) => {
    throw thrown.exitCode === 0 ? thrown : usageErrorOf(thrown, { command, path });
  });
  for (const child of command.commands) throwUsageErrors(child, `${path} ${child.name()}`);
}
