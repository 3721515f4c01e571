import { SIMULATED_FAULTS } from './faults.ts';
import { NOT_SIMULATED } from './faults-not-simulated.ts';

/** docs/simulated-faults.md: what can be broken on the simulated table. */
export function renderFaultsPage(): string {
  const rows = SIMULATED_FAULTS.map(({ id, name, variants, summary }) => {
    const named = variants.length === 0 ? '' : variants.map((variant) => `\`${variant}\``).join(', ');
    return `| ${id} | \`${name}\` | ${named} | ${summary} |`;
  });
  const unseen = NOT_SIMULATED.map(({ id, because, shownBy }) => `| ${id} | ${because} | ${shownBy} |`);
  return `# Simulated faults

Made from \`sim/faults.ts\`: \`npm run docs\` writes this page. Put one in with \`upright simulate PROGRAM --fault
ID[:variant]@T[..T2]\`, by id or by name, with \`inject\` on the console of a simulated table, or with \`f\` at its panel.
The first variant is meant where none is named.

| id | name | variants | what breaks |
| --- | --- | --- | --- |
${rows.join('\n')}

## What cannot be shown there

| id | because | shown by |
| --- | --- | --- |
${unseen.join('\n')}
`;
}
