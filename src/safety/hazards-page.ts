import { HAZARD_BOUNDS } from './hazard-bounds.ts';
import { HAZARDS } from './hazards.ts';

/** docs/hazards.md: the hazard table, from the rows that the code has and the test files that carry each id. */
export function renderHazardsPage(testsOf: ReadonlyMap<string, readonly string[]>): string {
  const rows = HAZARDS.map(({ id, name, fault, detectedBy, reaction }) => {
    const tests = (testsOf.get(id) ?? []).map((file) => `[${shortName(file)}](../${file})`).join(', ');
    return `| ${id} | \`${name}\` | ${fault} | ${detectedBy} | ${reaction} | ${HAZARD_BOUNDS[id] ?? ''} | ${tests} |`;
  });
  return `# Hazards

Made from \`src/safety/hazards.ts\`: \`npm run docs\` writes this page.

A person hangs by the ankles. **Return upright is the fail-safe; stop is for the few cases where moving hurts.** Every
fault latches until it is acknowledged. Reactions, the stronger first: OFF drive power off, alarm; STOP hold, alarm; RET
return upright; DEG finish, then lock; REF refuse to arm; IGN ignore and count.

This page says what the table shall do. What it does today on the simulated table, \`upright simulate PROGRAM --fault
ID@T\` shows; which hazards can be put there is in [simulated-faults.md](simulated-faults.md).

| id | name | fault | detected by | reaction | bound | tests |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function shortName(file: string): string {
  return file.replace(/^test\//, '').replace(/\.test\.ts$/, '');
}
