#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { COMMANDS, isCommandName, SUMMARIES } from './cli/commands.ts';
import { reportError } from './cli/report-error.ts';

/** The command line: loads the one command that was asked for, runs it, and tells what went wrong, once. */
async function main(args: readonly string[]): Promise<void> {
  const program = new Command('upright')
    .description('controller of a motorized inversion table')
    .version(await version(), '-V, --version')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, outputError: () => undefined });
  const name = args.find((arg) => !arg.startsWith('-')) ?? '';
  if (isCommandName(name)) program.addCommand(overrideExits(await COMMANDS[name]()));
  else for (const [known, summary] of Object.entries(SUMMARIES)) program.command(known).description(summary);
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return;
    process.exitCode = reportError(thrown, { json: args.includes('--json'), command: name });
  }
}

/** Commander ends the process by itself unless each command is told to throw instead. */
function overrideExits(command: Command): Command {
  command.exitOverride().configureOutput({ writeErr: () => undefined, outputError: () => undefined });
  for (const child of command.commands) overrideExits(child);
  return command;
}

async function version(): Promise<string> {
  const { PACKAGE_VERSION } = await import('./cli/package-version.ts');
  return PACKAGE_VERSION;
}

await main(process.argv.slice(2));
