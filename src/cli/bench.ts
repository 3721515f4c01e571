import { Command } from 'commander';
import { scenarioJsonSchema } from '../bench/scenario-schema.ts';
import { benchListCommand } from './bench/bench-list-command.ts';
import { benchNewCommand } from './bench/bench-new-command.ts';
import { benchRunCommand } from './bench/bench-run-command.ts';
import { benchVocabularyCommand } from './bench/bench-vocabulary-command.ts';
import { print } from './config.ts';
import { EXAMPLES } from './help-texts.ts';

/** `upright bench`: scenarios that are run on a table and judged. */
export function benchCommand(): Command {
  return new Command('bench')
    .description('run scenarios on a simulated, emulated or real table and judge them')
    .addHelpText('after', `\n${EXAMPLES.bench}`)
    .addCommand(benchRunCommand())
    .addCommand(benchListCommand())
    .addCommand(benchVocabularyCommand())
    .addCommand(benchNewCommand())
    .addCommand(benchSchemaCommand());
}

function benchSchemaCommand(): Command {
  return new Command('schema')
    .description('print the JSON Schema of a scenario file, for editors')
    .option('--json', 'the schema is always JSON')
    .addHelpText('after', `\n${EXAMPLES.benchSchema}`)
    .action(() => print(JSON.stringify(scenarioJsonSchema(), null, 2)));
}
