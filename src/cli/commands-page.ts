import type { Command } from 'commander';
import { COMMANDS } from './commands.ts';

/** docs/commands.md: the help of every command, as the commands print it. */
export async function renderCommandsPage(): Promise<string> {
  const sections: string[] = [];
  for (const load of Object.values(COMMANDS)) sections.push(...sectionsOf(await load(), 'upright'));
  const head =
    '# Commands\n\nMade from the commands themselves: `npm run docs` writes this page. Every command takes `--help`.\n';
  return `${head}\n${sections.join('\n')}`;
}

function sectionsOf(command: Command, parent: string): readonly string[] {
  command
    .configureHelp({ helpWidth: 110 })
    .configureOutput({ getOutHelpWidth: () => 110, getOutHasColors: () => false });
  const name = `${parent} ${command.name()}`;
  const help = helpOf(command).replace('Usage: ', 'Usage: upright ');
  return [
    `## ${name}\n\n\`\`\`text\n${help.trimEnd()}\n\`\`\`\n`,
    ...command.commands.flatMap((child) => sectionsOf(child, name)),
  ];
}

/** With what stands after the options, which `helpInformation` leaves out. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
  });
  command.outputHelp();
  return text;
}
