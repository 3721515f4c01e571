import { Command } from 'commander';
import { benchRunCommand } from './bench/bench-run-command.ts';

/** `upright bench`: scenarios that are run on a table and judged. */
export function benchCommand(): Command {
  return new Command('bench')
    .description('run scenarios on a simulated, emulated or real table and judge them')
    .addCommand(benchRunCommand());
}
