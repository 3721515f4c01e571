import { Command } from 'commander';
import { vi } from 'vitest';
import { CommandError } from '../../src/cli/command-error.ts';

/** What a command has printed, and the error it ended with. */
export interface CommandRun {
  readonly stdout: string;
  readonly error: CommandError | null;
}

/** Runs a command in this process as main does. An error that is no `CommandError` fails the test. */
export async function runCommand(command: Command, ...words: readonly string[]): Promise<CommandRun> {
  let stdout = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    stdout += String(chunk);
    return true;
  });
  try {
    await new Command('upright').addCommand(command).parseAsync([command.name(), ...words], { from: 'user' });
    return { stdout, error: null };
  } catch (error) {
    if (error instanceof CommandError) return { stdout, error };
    throw error;
  } finally {
    spy.mockRestore();
  }
}
