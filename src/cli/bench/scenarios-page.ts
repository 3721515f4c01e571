import type { ScenarioFacts } from './scenario-cover.ts';
import { coverSummary, coverText, scenarioCover } from './scenario-cover.ts';
import { shippedScenarios } from './scenario-files.ts';

/** docs/scenarios.md: the scenarios of the house and what they show, made from the files. */
export async function renderScenariosPage(): Promise<string> {
  const { scenarios, hazards } = await scenarioCover(shippedScenarios());
  const groups = [...new Set(scenarios.map(({ group }) => group))];
  const lists = groups.flatMap((group) => [
    ...(groups.length > 1 ? [`## ${group}`, ''] : []),
    '| scenario | what happens | on | shows |',
    '| --- | --- | --- | --- |',
    ...scenarios.filter((scenario) => scenario.group === group).map(scenarioRow),
    '',
  ]);
  return [
    '# Scenarios',
    '',
    'The scenarios of the house, each a file in `scenarios/`. They are run with `upright bench run`, all or by name, on each',
    'target that has what they ask for. This page is made from the files by `npm run docs`.',
    '',
    ...lists,
    '## Cover by hazard',
    '',
    'A scenario counts for a hazard only where it brings it about and afterwards expects the reaction that stands in that row of',
    `[hazards.md](hazards.md). ${coverSummary(hazards)}.`,
    '',
    '| hazard | fault | reaction | shown by |',
    '| --- | --- | --- | --- |',
    ...hazards.map((row) => `| ${row.id} | ${cell(row.fault)} | ${cell(row.reaction)} | ${cell(coverText(row))} |`),
    '',
  ].join('\n');
}

function scenarioRow({ name, title, summary, targets, because, hazards }: ScenarioFacts): string {
  const text = summary === null ? title : `${title}: ${summary}`;
  const where = `${targets.join(', ') || 'none'}${because === null ? '' : ` only: ${because}`}`;
  return `| \`${name}\` | ${cell(text)} | ${cell(where)} | ${hazards.join(' ')} |`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
