import { Command } from 'commander';
import { renderStatechart } from '../machine/statechart.ts';

/** `upright statechart`: the machine as Mermaid, made from the machine itself. */
export function statechartCommand(): Command {
  return new Command('statechart').description("the table's state machine as Mermaid").action(() => {
    process.stdout.write(renderStatechart());
  });
}
