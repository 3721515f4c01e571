import { Command } from 'commander';
import { print } from '../config.ts';
import { EXAMPLES } from '../help-texts.ts';
import { type Cover, coverSummary, coverText, type ScenarioFacts, scenarioCover } from './scenario-cover.ts';
import { chosenScenarios } from './scenario-files.ts';
import { wrappedRow } from './wrap-text.ts';

/** `upright bench list`: the scenarios, and the hazards that they show. */
export function benchListCommand(): Command {
  return new Command('list')
    .description('the scenarios, and which hazards they show')
    .argument('[scenarios...]', 'names of the house, files or folders; all of the house where none is named')
    .option('--json', 'print one JSON object')
    .addHelpText('after', `\n${EXAMPLES.benchList}`)
    .action(benchList);
}

async function benchList(words: readonly string[], { json }: { readonly json?: boolean }): Promise<void> {
  const cover = await scenarioCover(chosenScenarios(words));
  if (json === true) print(JSON.stringify(cover));
  else printCover(cover);
}

const INDENT = 4;
const GAP = 2;

function printCover({ scenarios, hazards }: Cover): void {
  for (const scenario of scenarios) {
    print(scenario.name);
    for (const line of linesBelow(scenario)) print(wrappedRow('', line, INDENT));
  }
  print('\nCover by hazard:');
  const width = Math.max(...hazards.map(({ id, name }) => id.length + 1 + name.length)) + GAP;
  for (const hazard of hazards) print(wrappedRow(`${hazard.id} ${hazard.name}`, coverText(hazard), width));
  print(`\n${scenarios.length} scenarios; ${coverSummary(hazards)}`);
}

function linesBelow({ title, summary, targets, because, hazards }: ScenarioFacts): readonly string[] {
  const where = targets.length === 0 ? 'no target here' : targets.join(', ');
  const shows = hazards.length === 0 ? '' : `; shows ${hazards.join(' ')}`;
  const only = because === null ? '' : ` only: ${because}`;
  return [summary === null ? title : `${title}: ${summary}`, `on ${where}${only}${shows}`];
}
